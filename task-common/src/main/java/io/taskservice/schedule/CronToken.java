package io.taskservice.schedule;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a cron expression that remembers where it was.
 *
 * @param text the piece, in upper case
 * @param position its 0-based index in what the user typed
 */
record CronToken(String text, int position) {

    /** The pieces between separators; empty ones are kept, so that the parser can point at them. */
    List<CronToken> split(char separator) {
        List<CronToken> pieces = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, start)) {
            pieces.add(slice(start, end));
            start = end + 1;
        }
        pieces.add(slice(start, text.length()));
        return pieces;
    }

    /** The pieces between runs of white space; empty ones are dropped. */
    List<CronToken> words() {
        List<CronToken> words = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = start;
            while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
                end++;
            }
            if (end > start) {
                words.add(slice(start, end));
            }
            start = end + 1;
        }
        return words;
    }

    CronToken slice(int start, int end) {
        return new CronToken(text.substring(start, end), position + start);
    }

    CronToken from(int start) {
        return slice(start, text.length());
    }

    boolean is(String other) {
        return text.equals(other);
    }

    boolean has(char c) {
        return text.indexOf(c) >= 0;
    }

    /** Whether the text is a number written in ASCII digits, short enough for an int. */
    boolean isNumber() {
        return !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> '0' <= c && c <= '9');
    }

    InvalidScheduleException refused(String why) {
        return new InvalidScheduleException("cronExpression", position, "at position " + position + ": " + why);
    }
}
