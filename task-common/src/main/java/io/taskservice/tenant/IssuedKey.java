package io.taskservice.tenant;

/**
 * A key just made, with the only sight of its text there will ever be.
 *
 * @param key what is stored of it
 * @param text the key itself
 */
public record IssuedKey(ApiKey key, String text) {

    /** Without the secret, so that it cannot end in a log. */
    @Override
    public String toString() {
        return "IssuedKey[" + key.keyId() + "]";
    }
}
