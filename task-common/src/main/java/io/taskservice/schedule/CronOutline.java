package io.taskservice.schedule;

import io.taskservice.schedule.CronTerm.Any;
import io.taskservice.schedule.CronTerm.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What there is to say about a cron expression, whatever the language.
 *
 * @param terms what the expression says
 */
record CronOutline(CronTerms terms) {

    /** More clock times than this are described as a rhythm, not listed. */
    private static final int MOST_CLOCK_TIMES = 12;

    /** Whether the field leaves nothing out, so that there is nothing to say about it. */
    boolean isFree(CronField field) {
        return terms.of(field).stream().anyMatch(term -> isEverything(field, term));
    }

    /** The times of day as {@code HH:mm:ss} if they are few and each is written out; otherwise empty. */
    List<String> clockTimes() {
        List<Integer> hours = listed(CronField.HOUR);
        List<Integer> minutes = listed(CronField.MINUTE);
        List<Integer> seconds = listed(CronField.SECOND);
        if (hours.size() * minutes.size() * seconds.size() > MOST_CLOCK_TIMES) {
            return List.of();
        }
        List<String> times = new ArrayList<>();
        for (int hour : hours) {
            for (int minute : minutes) {
                seconds.forEach(
                        second -> times.add(String.format(Locale.ROOT, "%02d:%02d:%02d", hour, minute, second)));
            }
        }
        return times;
    }

    /** The finest of second, minute and hour that is more than one value: what sets the rhythm. */
    CronField rhythm() {
        if (!isSingle(CronField.SECOND)) {
            return CronField.SECOND;
        }
        return isSingle(CronField.MINUTE) ? CronField.HOUR : CronField.MINUTE;
    }

    boolean isSingle(CronField field) {
        return listed(field).size() == 1;
    }

    /** The value of a field that has a single one. */
    int single(CronField field) {
        return listed(field).get(0);
    }

    /** The single values of a field's list, ascending; empty if the list also holds anything else. */
    List<Integer> listed(CronField field) {
        boolean plain = terms.of(field).stream().allMatch(isSingleSpan());
        return plain ? singles(field) : List.of();
    }

    /** The single values of a field's list, ascending, whatever else it holds. */
    List<Integer> singles(CronField field) {
        return terms.of(field).stream()
                .filter(isSingleSpan())
                .map(term -> ((Span) term).from())
                .distinct()
                .sorted()
                .toList();
    }

    /** The ranges and steps of a field's list. */
    List<Span> ranges(CronField field) {
        return terms.of(field).stream()
                .filter(isSingleSpan().negate())
                .filter(Span.class::isInstance)
                .map(Span.class::cast)
                .toList();
    }

    /** Every item of a named field in words: stepped ranges are written out value by value. */
    List<String> items(CronField field, Function<CronTerm, String> words) {
        return terms.of(field).stream()
                .flatMap(term -> term instanceof Span span && span.step() > 1
                        ? span.values(field).mapToObj(Span::single)
                        : Stream.of(term))
                .map(words)
                .distinct()
                .toList();
    }

    private static boolean isEverything(CronField field, CronTerm term) {
        return term instanceof Span span ? span.values(field).count() == field.size() : term instanceof Any;
    }

    private static Predicate<CronTerm> isSingleSpan() {
        return term -> term instanceof Span span && span.isSingle();
    }
}
