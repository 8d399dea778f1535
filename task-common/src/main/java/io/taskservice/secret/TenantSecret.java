package io.taskservice.secret;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * What may be told of a secret: everything but its value.
 *
 * @param name what params refer to it by
 * @param createdAt when it was first set
 * @param updatedAt when it was last set
 * @param updatedBy public key id of the credential that set it
 */
public record TenantSecret(String name, Instant createdAt, Instant updatedAt, String updatedBy) {

    /** Most secrets of one tenant. */
    public static final int MOST = 200;

    /** Most characters of a value. */
    public static final int MOST_CHARACTERS = 8192;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    /** Whether a secret can have that name. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
