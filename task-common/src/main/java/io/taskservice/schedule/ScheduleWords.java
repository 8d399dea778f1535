package io.taskservice.schedule;

import java.time.Duration;
import java.time.Instant;

/** A language in which schedules can be described. */
sealed interface ScheduleWords permits EnglishWords, ChineseWords {

    String cron(CronOutline outline);

    String fixedRate(Duration period);

    String fixedDelay(Duration delay);

    String once(Instant at);
}
