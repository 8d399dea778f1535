package io.taskservice.secret;

import java.util.Base64;

/** A value as it lies in the database: which master key sealed it, the nonce, and what came out. */
public final class Sealed {

    /** Begins the one-column form; nothing that is sealed begins with it in clear. */
    private static final String VERSION = "v1";

    private final String keyId;
    private final byte[] nonce;
    private final byte[] ciphertext;

    Sealed(String keyId, byte[] nonce, byte[] ciphertext) {
        this.keyId = keyId;
        this.nonce = nonce.clone();
        this.ciphertext = ciphertext.clone();
    }

    /** Whether a column holds the one-column form. */
    public static boolean isText(String column) {
        return column.startsWith(VERSION + ":");
    }

    /** What the one-column form begins with when that key has sealed it. */
    public static String prefixOf(String keyId) {
        return VERSION + ":" + keyId + ":";
    }

    /** Reads the one-column form. */
    public static Sealed parse(String column) {
        String[] parts = column.split(":", -1);
        if (parts.length != 4 || !parts[0].equals(VERSION)) {
            throw new UnreadableSecretException("A sealed value has not the form of one");
        }
        Base64.Decoder decoder = Base64.getDecoder();
        return new Sealed(parts[1], decoder.decode(parts[2]), decoder.decode(parts[3]));
    }

    public String keyId() {
        return keyId;
    }

    byte[] nonce() {
        return nonce.clone();
    }

    byte[] ciphertext() {
        return ciphertext.clone();
    }

    /** The form for one column: version, key id, nonce and ciphertext. */
    public String text() {
        Base64.Encoder encoder = Base64.getEncoder();
        return prefixOf(keyId) + encoder.encodeToString(nonce) + ":" + encoder.encodeToString(ciphertext);
    }

    @Override
    public String toString() {
        return "Sealed[" + keyId + "]";
    }
}
