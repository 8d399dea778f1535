package io.taskservice.tenant;

import java.util.List;
import java.util.Locale;

/** The admin key set from outside, in TASK_ADMIN_API_KEY: refused when it could be guessed. */
final class OutsideKey {

    private static final int FEWEST_DIFFERENT_CHARACTERS = 10;
    private static final List<String> KNOWN = List.of(
            "changeme", "change-me", "change_me", "password", "default", "example", "your-", "your_", "replace");

    private OutsideKey() {}

    /** Returns the key; throws, without repeating it, when it is not fit to be one. */
    static String require(String text) {
        if (!KeyText.isOutsideForm(text)) {
            throw refused("must be 32 to 256 visible ASCII characters; it has " + text.length()
                    + (text.length() < 32 ? "" : ", or others among them"));
        }
        if (text.chars().distinct().count() < FEWEST_DIFFERENT_CHARACTERS) {
            throw refused("repeats the same few characters");
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (KNOWN.stream().anyMatch(lower::contains)) {
            throw refused("looks like a placeholder");
        }
        return text;
    }

    private static IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("TASK_ADMIN_API_KEY (app.task.admin-api-key) " + why
                + ". Set it to a random text, for example the output of: openssl rand -hex 32");
    }
}
