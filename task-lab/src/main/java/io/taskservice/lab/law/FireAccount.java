package io.taskservice.lab.law;

import io.taskservice.firing.GapReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Balances one definition: its due times on one side, the fire times of its instances and its gaps on the other, each in the
 * order of time and read once.
 *
 * <ol>
 *   <li>At each due time there is an instance, or one gap covers it, and not both.
 *   <li>A fire time that is not due is an instance too many.
 *   <li>A gap covers as many due times as it says; one that begins before the stretch is not counted.
 *   <li>Gaps of the reasons DST and ALREADY_FIRED stand beside the due times: the first name instants at which a clock change
 *       swallowed a fire, the second due times whose instance was there already.
 * </ol>
 */
final class FireAccount {

    private final Instant since;
    private final Book book;
    private final Predicate<Instant> isSkipped;
    private final Ahead<Instant> fires;
    private final Ahead<GapFacts> gaps;
    private final List<Open> open = new ArrayList<>();
    private final Set<Instant> alreadyFired = new TreeSet<>();
    private final Set<Instant> skipped = new TreeSet<>();
    private @Nullable Instant firstDue;
    private @Nullable Instant lastDue;
    private long due;

    /** Who is told of what does not balance. */
    interface Book {
        void wrong(String expected, String found);
    }

    /** A gap that is being gone through. */
    private static final class Open {
        private final GapFacts gap;
        private long covered;

        Open(GapFacts gap) {
            this.gap = gap;
        }
    }

    /** Both iterators give what lies after {@code since}; of gaps, their ends. */
    FireAccount(
            Instant since, Iterator<Instant> fires, Iterator<GapFacts> gaps, Predicate<Instant> isSkipped, Book book) {
        this.since = since;
        this.fires = new Ahead<>(fires);
        this.gaps = new Ahead<>(gaps);
        this.isSkipped = isSkipped;
        this.book = book;
    }

    /** Goes through all due times; returns how many there were. */
    long balance(Iterator<Instant> dueTimes) {
        dueTimes.forEachRemaining(this::balance);
        neverDueBefore(null);
        openUpTo(null);
        closeBefore(null);
        alreadyFired.forEach(at -> book.wrong("an instance of " + at + ", as a gap says", "none"));
        return due;
    }

    /** Those of these that lie between the first and the last due time have to be recorded. */
    void requireSkipped(List<Instant> instants) {
        Instant first = firstDue;
        Instant last = lastDue;
        if (first == null || last == null) {
            return;
        }
        instants.stream()
                .filter(at -> at.isAfter(first) && at.isBefore(last) && !skipped.contains(at))
                .forEach(at -> book.wrong("a gap at " + at + ", where a clock change skipped a fire", "none"));
    }

    private void balance(Instant at) {
        due++;
        firstDue = firstDue == null ? at : firstDue;
        lastDue = at;
        neverDueBefore(at);
        openUpTo(at);
        closeBefore(at);
        boolean fired = at.equals(fires.peek());
        if (fired) {
            fires.advance();
        }
        if (alreadyFired.remove(at) && !fired) {
            book.wrong("an instance of " + at + ", as a gap says", "none");
        }
        long covers = open.stream()
                .filter(one -> one.gap.covers(at))
                .peek(one -> one.covered++)
                .count();
        if (!fired && covers == 0) {
            book.wrong("an instance or a gap at " + at, "neither");
        } else if (covers + (fired ? 1 : 0) > 1) {
            book.wrong("one instance or one gap at " + at, (fired ? "an instance and " : "") + covers + " gaps");
        }
    }

    private void neverDueBefore(@Nullable Instant at) {
        for (Instant fire = fires.peek(); fire != null && (at == null || fire.isBefore(at)); fire = fires.peek()) {
            book.wrong("no instance at " + fire + ", which is not due", "one");
            fires.advance();
        }
    }

    private void openUpTo(@Nullable Instant at) {
        for (GapFacts gap = gaps.peek();
                gap != null && (at == null || !gap.fromTime().isAfter(at));
                gap = gaps.peek()) {
            take(gap);
            gaps.advance();
        }
    }

    private void take(GapFacts gap) {
        if (gap.reason() == GapReason.DST) {
            boolean first = skipped.add(gap.fromTime());
            if (!isSkipped.test(gap.fromTime())) {
                book.wrong("no gap for a clock change at " + gap.fromTime(), "one");
            } else if (!first) {
                book.wrong("one gap for the clock change at " + gap.fromTime(), "another");
            }
        } else if (gap.reason() == GapReason.ALREADY_FIRED) {
            alreadyFired.add(gap.fromTime());
        } else {
            open.add(new Open(gap));
        }
    }

    private void closeBefore(@Nullable Instant at) {
        Iterator<Open> each = open.iterator();
        while (each.hasNext()) {
            Open one = each.next();
            if (at == null || one.gap.toTime().isBefore(at)) {
                each.remove();
                if (one.gap.fromTime().isAfter(since) && one.covered != one.gap.fires()) {
                    book.wrong(
                            "a gap of " + one.covered + " due times from " + one.gap.fromTime() + " to "
                                    + one.gap.toTime(),
                            "one of " + one.gap.fires());
                }
            }
        }
    }
}
