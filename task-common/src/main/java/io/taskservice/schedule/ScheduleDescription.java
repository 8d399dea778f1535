package io.taskservice.schedule;

import java.util.Locale;

/** Puts a schedule into words, in English or Chinese. */
public final class ScheduleDescription {

    private ScheduleDescription() {}

    /** The schedule in one sentence without a full stop: Chinese for Chinese locales, English for all others. */
    public static String describe(Schedule schedule, Locale locale) {
        ScheduleWords words =
                locale.getLanguage().equals(Locale.CHINESE.getLanguage()) ? new ChineseWords() : new EnglishWords();
        if (schedule instanceof CronSchedule cron) {
            return words.cron(new CronOutline(cron.expression().terms()));
        }
        if (schedule instanceof FixedRateSchedule rate) {
            return words.fixedRate(rate.period());
        }
        if (schedule instanceof FixedDelaySchedule delay) {
            return words.fixedDelay(delay.delay());
        }
        return words.once(((OnceSchedule) schedule).at());
    }
}
