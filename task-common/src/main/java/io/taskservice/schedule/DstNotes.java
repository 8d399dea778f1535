package io.taskservice.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Puts into words what the clock changes of its zone do to a cron schedule.
 *
 * @param schedule the schedule that the notes are about
 */
record DstNotes(CronSchedule schedule) {

    private static final int MOST_NOTES = 20;
    private static final Duration OUTLOOK = Duration.ofDays(366);
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    /** The notes on the changes up to {@code lastFire}, then on the next one if it is within a year of {@code from}. */
    static List<String> between(Timetable timetable, Instant from, Instant lastFire) {
        if (!(timetable.schedule() instanceof CronSchedule cron) || !from.isBefore(Schedule.LAST_INSTANT)) {
            return List.of();
        }
        DstNotes notes = new DstNotes(cron);
        Instant start = from.isBefore(Instant.EPOCH) ? Instant.EPOCH : from;
        Instant outlook = start.plus(OUTLOOK);
        Instant end = lastFire.isAfter(outlook) ? lastFire : outlook;
        List<String> found = new ArrayList<>();
        ZoneOffsetTransition change = notes.rules().nextTransition(start);
        while (change != null && !change.getInstant().isAfter(end) && found.size() < MOST_NOTES) {
            String note = timetable.window().contains(change.getInstant()) ? notes.onChange(change) : null;
            if (note != null) {
                found.add(note);
                end = change.getInstant().isAfter(lastFire) ? Instant.MIN : end;
            }
            change = notes.rules().nextTransition(change.getInstant());
        }
        return found;
    }

    /** What is unusual about one fire, or null. */
    @Nullable
    String onFire(Instant fire) {
        LocalDateTime local = LocalDateTime.ofInstant(fire, rules().getOffset(fire));
        ZoneOffsetTransition overlap = rules().getTransition(local);
        if (overlap != null) {
            boolean firstPass = fire.isBefore(overlap.getInstant());
            String pass = firstPass ? "the first of two " : "the second of two ";
            return pass + TIME.format(local) + " that day"
                    + (expression().isEveryHour() ? "" : "; the other does not fire");
        }
        ZoneOffsetTransition change = rules().previousTransition(fire.plusSeconds(1));
        if (expression().isEveryHour() || change == null || !change.getInstant().equals(fire) || !change.isGap()) {
            return null;
        }
        String names = swallowedBy(change);
        return names == null ? null : "stands for " + names + ", which the clocks skip that day";
    }

    private @Nullable String onChange(ZoneOffsetTransition change) {
        if (expression().isEveryHour()) {
            return null;
        }
        return change.isGap() ? onGap(change) : onOverlap(change);
    }

    private @Nullable String onGap(ZoneOffsetTransition gap) {
        String names = swallowedBy(gap);
        if (names == null) {
            return null;
        }
        String end = LOCAL.format(gap.getDateTimeAfter());
        boolean merges = expression()
                .matchesWithin(gap.getDateTimeAfter(), gap.getDateTimeAfter().plusSeconds(1));
        String outcome =
                schedule.gapPolicy() == DstGapPolicy.FIRE ? "fires once, at " + end : "is skipped and recorded";
        return "The clocks go forward from " + LOCAL.format(gap.getDateTimeBefore()) + " to " + end + ": " + names
                + " does not exist and " + (merges ? "merges into the fire at " + end : outcome) + ".";
    }

    private @Nullable String onOverlap(ZoneOffsetTransition overlap) {
        String names = matchesIn(overlap.getDateTimeAfter(), overlap.getDateTimeBefore());
        if (names == null) {
            return null;
        }
        return "The clocks go back from " + LOCAL.format(overlap.getDateTimeBefore()) + " to "
                + LOCAL.format(overlap.getDateTimeAfter()) + ": " + names
                + " occurs twice and fires the first time only.";
    }

    private @Nullable String swallowedBy(ZoneOffsetTransition gap) {
        return matchesIn(gap.getDateTimeBefore(), gap.getDateTimeAfter());
    }

    /** The matching local times in {@code [from, to)}: one, or the first and the last, or null for none. */
    private @Nullable String matchesIn(LocalDateTime from, LocalDateTime to) {
        LocalDateTime first = expression().atOrAfter(from);
        LocalDateTime last = expression().atOrBefore(to.minusSeconds(1));
        if (first == null || last == null || !first.isBefore(to)) {
            return null;
        }
        return first.equals(last) ? TIME.format(first) : TIME.format(first) + " to " + TIME.format(last);
    }

    private CronExpression expression() {
        return schedule.expression();
    }

    private ZoneRules rules() {
        return schedule.zone().getRules();
    }
}
