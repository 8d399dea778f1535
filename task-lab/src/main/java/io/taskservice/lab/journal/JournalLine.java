package io.taskservice.lab.journal;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a journal: {@code begin|end <epoch nanoseconds> <instance> <attempt> <node> [fenced]}.
 *
 * @param begins whether it is the begin of an attempt, or its end
 * @param at when, by whatever clock all journals share
 * @param instance the instance
 * @param attempt number of the attempt
 * @param node the node that ran it, as far as its process knew
 * @param fenced end: whether the handler knew that its lease was lost
 */
public record JournalLine(boolean begins, Instant at, String instance, int attempt, String node, boolean fenced) {

    private static final Pattern FORM =
            Pattern.compile("(begin|end) (-?\\d{1,19}) (\\S{1,36}) (\\d{1,9}) (\\S{1,100})( fenced)?");
    private static final long NANOS = 1_000_000_000L;

    /** Reads one; empty when it has not the form, as a line that was cut short has not. */
    public static Optional<JournalLine> parse(String text) {
        Matcher line = FORM.matcher(text);
        return line.matches() ? Optional.of(of(line)) : Optional.empty();
    }

    private static JournalLine of(Matcher line) {
        long nanos = Long.parseLong(line.group(2));
        return new JournalLine(
                line.group(1).equals("begin"),
                Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS)),
                line.group(3),
                Integer.parseInt(line.group(4)),
                line.group(5),
                line.group(6) != null);
    }

    /** As it is written, without the end of the line. */
    public String format() {
        return (begins ? "begin " : "end ") + (at.getEpochSecond() * NANOS + at.getNano()) + " " + instance + " "
                + attempt + " " + node + (fenced ? " fenced" : "");
    }
}
