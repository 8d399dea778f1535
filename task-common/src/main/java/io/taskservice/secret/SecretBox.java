package io.taskservice.secret;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.taskservice.identity.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals values for the database and opens them again.
 *
 * <ol>
 *   <li>AES-256-GCM with the current master key and a new random nonce of 96 bits for each value.
 *   <li>The associated data are the tenant and the place: a row copied to another tenant or name does not open.
 *   <li>The id of the master key stays beside the value, so that values sealed with an earlier key open too.
 * </ol>
 */
public final class SecretBox {

    private static final String KEY = "app.task.secrets.key (TASK_SECRETS_KEY)";
    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final MasterKey current;
    private final Map<String, MasterKey> byId;
    private final SecureRandom random = new SecureRandom();

    private SecretBox(MasterKey current, Map<String, MasterKey> byId) {
        this.current = current;
        this.byId = byId;
    }

    /** Refuses keys that are missing, malformed or known to everybody. */
    public static SecretBox of(SecretSettings settings) {
        MasterKey current = MasterKey.parse(KEY, settings.key());
        Stream<MasterKey> previous = IntStream.range(0, settings.previousKeys().size())
                .mapToObj(i -> MasterKey.parse(
                        "app.task.secrets.previous-keys[" + i + "]",
                        settings.previousKeys().get(i)));
        return new SecretBox(
                current,
                Stream.concat(Stream.of(current), previous)
                        .collect(toMap(MasterKey::id, identity(), (first, same) -> first)));
    }

    /** Id of the key that seals. */
    public String keyId() {
        return current.id();
    }

    /** Whether what that key has sealed can be opened here. */
    public boolean knows(String keyId) {
        return byId.containsKey(keyId);
    }

    /** Seals a value for a place of a tenant; each call gives another result. */
    public Sealed seal(TenantId tenant, String place, String value) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, current, nonce, tenant, place);
            return new Sealed(current.id(), nonce, cipher.doFinal(value.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has AES-GCM", e);
        }
    }

    /** Opens what was sealed for that place of that tenant. */
    public String open(TenantId tenant, String place, Sealed sealed) {
        MasterKey key = byId.get(sealed.keyId());
        if (key == null) {
            throw new UnreadableSecretException("It is sealed with the master key " + sealed.keyId()
                    + ", which this node does not have; add it to app.task.secrets.previous-keys");
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, sealed.nonce(), tenant, place);
            return new String(cipher.doFinal(sealed.ciphertext()), StandardCharsets.UTF_8);
        } catch (AEADBadTagException e) {
            throw new UnreadableSecretException("It was changed in the database, or belongs to another place");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has AES-GCM", e);
        }
    }

    private static Cipher cipher(int mode, MasterKey key, byte[] nonce, TenantId tenant, String place)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(TRANSFORMATION);
        cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
        // Neither may hold a line break, so no two pairs give the same bytes.
        cipher.updateAAD((tenant.value() + "\n" + place).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
