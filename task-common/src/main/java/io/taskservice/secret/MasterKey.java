package io.taskservice.secret;

import io.taskservice.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that seals secrets, and the id that tells it from others without telling anything of it.
 *
 * @param id the first 16 hex digits of a SHA-256 over a prefix and the key
 * @param key for AES-256
 */
record MasterKey(String id, SecretKey key) {

    private static final int BYTES = 32;
    private static final int ID_CHARACTERS = 16;

    /** 32 random bytes have fewer than once in 10^20 times; what people type has fewer. */
    private static final int LEAST_DIFFERENT_BYTES = 12;

    /** Keys that stand in docs, ours and those of others: who copies one has none. */
    private static final Set<String> WELL_KNOWN = Set.of(
            "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
            "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
            "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=");

    /** Reads a key from a setting; refuses one that is missing, short or known to everybody. */
    static MasterKey parse(String setting, String text) {
        if (text.isBlank()) {
            throw new UnusableKeyException(setting, "is missing, and secrets are not stored without");
        }
        byte[] bytes = decode(setting, text.strip());
        if (bytes.length != BYTES) {
            throw new UnusableKeyException(
                    setting, "is " + bytes.length + " bytes in base64 and has to be exactly " + BYTES);
        }
        if (isGuessable(bytes) || WELL_KNOWN.contains(text.strip())) {
            throw new UnusableKeyException(setting, "is not random: it repeats itself, or stands in some document");
        }
        return new MasterKey(idOf(bytes), new SecretKeySpec(bytes, "AES"));
    }

    private static byte[] decode(String setting, String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new UnusableKeyException(setting, "is not base64");
        }
    }

    private static boolean isGuessable(byte[] bytes) {
        boolean[] seen = new boolean[256];
        int different = 0;
        for (byte b : bytes) {
            different += seen[b & 0xff] ? 0 : 1;
            seen[b & 0xff] = true;
        }
        byte[] firstHalf = Arrays.copyOfRange(bytes, 0, BYTES / 2);
        byte[] secondHalf = Arrays.copyOfRange(bytes, BYTES / 2, BYTES);
        return different < LEAST_DIFFERENT_BYTES || Arrays.equals(firstHalf, secondHalf);
    }

    private static String idOf(byte[] bytes) {
        MessageDigest digest = Sha256.begin();
        digest.update("task-service master key\n".getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(digest.digest(bytes)).substring(0, ID_CHARACTERS);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "MasterKey[" + id + "]";
    }
}
