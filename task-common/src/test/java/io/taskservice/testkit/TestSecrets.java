package io.taskservice.testkit;

import io.taskservice.secret.SecretBox;
import io.taskservice.secret.SecretSettings;
import io.taskservice.webhook.SigningSecrets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/** A master key for this JVM's tests, another in each run: none stands in the repository. */
public final class TestSecrets {

    private static final int BYTES = 32;
    private static final String KEY = newKey();

    private TestSecrets() {}

    /** The key of this run, for settings of servers. */
    public static String key() {
        return KEY;
    }

    /** Another key. */
    public static String newKey() {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /** Seals with the key of this run. */
    public static SecretBox box() {
        return box(KEY);
    }

    /** Seals with that key, and opens what others have sealed too. */
    public static SecretBox box(String key, String... previous) {
        return SecretBox.of(new SecretSettings(key, List.of(previous)));
    }

    public static SigningSecrets signing() {
        return new SigningSecrets(box());
    }
}
