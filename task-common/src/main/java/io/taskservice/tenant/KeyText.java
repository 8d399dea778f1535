package io.taskservice.tenant;

import io.taskservice.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The text of a key: {@code tsk_<key id>_<secret><checksum>}, so that scanners find a leaked one.
 *
 * <p>Key id: 12 characters of base 62, public. Secret: 43 of them, 256 bits, which is why a plain SHA-256 is enough to
 * store. Checksum: CRC-32 of all before it, 6 characters; a mistyped key is refused without a question to the database.
 * A key set from outside may be any other text; its key id is then taken from its hash.
 */
final class KeyText {

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int KEY_ID_LENGTH = 12;
    private static final int SECRET_LENGTH = 43;
    private static final int CHECKSUM_LENGTH = 6;
    private static final String PREFIX = "tsk_";
    private static final String OUTSIDE_PREFIX = "env_";
    private static final Pattern FORM = Pattern.compile("tsk_([0-9A-Za-z]{12})_[0-9A-Za-z]{49}");

    private KeyText() {}

    /** A new key. */
    static String generate(SecureRandom random) {
        String body = PREFIX + randomText(random, KEY_ID_LENGTH) + "_" + randomText(random, SECRET_LENGTH);
        return body + checksum(body);
    }

    /** The key ids under which a presented text may be stored; none: it is no key. */
    static List<String> keyIds(String text) {
        Matcher form = FORM.matcher(text);
        if (form.matches() && isChecksumRight(text)) {
            return List.of(form.group(1), outsideKeyId(text));
        }
        return isOutsideForm(text) ? List.of(outsideKeyId(text)) : List.of();
    }

    /** The key id in a generated key. */
    static String keyId(String generated) {
        return generated.substring(PREFIX.length(), PREFIX.length() + KEY_ID_LENGTH);
    }

    /** The key id of a key set from outside: 16 characters. */
    static String outsideKeyId(String text) {
        return OUTSIDE_PREFIX + hash(text).substring(0, KEY_ID_LENGTH);
    }

    static boolean isOutsideKeyId(String keyId) {
        return keyId.startsWith(OUTSIDE_PREFIX);
    }

    /** Whether a text could be a key set from outside at all: 32 to 256 visible ASCII characters. */
    static boolean isOutsideForm(String text) {
        return text.length() >= 32 && text.length() <= 256 && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    /** SHA-256 of the whole key, hexadecimal. */
    static String hash(String text) {
        return Sha256.hex(text);
    }

    private static boolean isChecksumRight(String text) {
        int end = text.length() - CHECKSUM_LENGTH;
        return checksum(text.substring(0, end)).equals(text.substring(end));
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        long rest = crc.getValue();
        char[] digits = new char[CHECKSUM_LENGTH];
        for (int i = CHECKSUM_LENGTH - 1; i >= 0; i--) {
            digits[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
            rest /= ALPHABET.length();
        }
        return new String(digits);
    }

    private static String randomText(SecureRandom random, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
