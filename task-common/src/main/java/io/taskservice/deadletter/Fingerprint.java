package io.taskservice.deadletter;

import io.taskservice.text.Sha256;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells whether two failures are of one kind: alike but for numbers, ids and quoted texts. */
public final class Fingerprint {

    private static final int CHARACTERS = 16;
    /** A stack or a document in a message would make each failure a kind of its own. */
    private static final int MOST_CHARACTERS = 300;

    private static final Pattern ID = Pattern.compile("\\b[0-9a-fA-F]{8,}(-[0-9a-fA-F]+)*\\b");
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|'[^']*'|`[^`]*`");
    private static final Pattern NUMBER = Pattern.compile("\\d+([.,:]\\d+)*");

    private Fingerprint() {}

    /** Sixteen hexadecimal digits. */
    public static String of(String handler, String code, @Nullable String message) {
        String kind = handler + "\n" + code + "\n" + (message == null ? "" : kindOf(message));
        return Sha256.hex(kind).substring(0, CHARACTERS);
    }

    private static String kindOf(String message) {
        String start = message.substring(0, Math.min(message.length(), MOST_CHARACTERS));
        String withoutQuotes = QUOTED.matcher(start).replaceAll("?");
        String withoutIds = ID.matcher(withoutQuotes).replaceAll("?");
        return NUMBER.matcher(withoutIds).replaceAll("#").strip();
    }
}
