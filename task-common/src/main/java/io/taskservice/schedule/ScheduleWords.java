package io.taskservice.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** A language in which schedules can be described. */
sealed interface ScheduleWords permits EnglishWords, ChineseWords {

    String cron(CronOutline outline);

    String fixedRate(Duration period);

    String fixedDelay(Duration delay);

    String once(Instant at);

    /** The parts of a duration from days to milliseconds, with the words for each; parts that are zero are left out. */
    static List<String> parts(Duration duration, List<String> singular, List<String> plural) {
        long[] amounts = {
            duration.toDaysPart(),
            duration.toHoursPart(),
            duration.toMinutesPart(),
            duration.toSecondsPart(),
            duration.toMillisPart()
        };
        return IntStream.range(0, amounts.length)
                .filter(i -> amounts[i] > 0)
                .mapToObj(i -> amounts[i] + " " + (amounts[i] == 1 ? singular : plural).get(i))
                .toList();
    }
}
