package io.taskservice.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schedules in words, in both languages. */
class ScheduleDescriptionTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    0 0 2 * * ?             | At 02:00:00 every day                                   | 每天 02:00:00
                    0 0 2,14 * * ?          | At 02:00:00 and 14:00:00 every day                      | 每天 02:00:00、14:00:00
                    * * * * * ?             | Every second                                            | 每秒
                    */5 * * * * ?           | Every 5 seconds                                         | 每 5 秒
                    5/10 * * * * ?          | Every 10 seconds from second 5                          | 从第 5 秒起每 10 秒
                    0 * * * * ?             | Every minute                                            | 每分钟
                    0 */5 * * * ?           | Every 5 minutes                                         | 每 5 分钟
                    10 */5 * * * ?          | Every 5 minutes at second 10                            | 每 5 分钟的第 10 秒
                    0 0 * * * ?             | Every hour                                              | 每小时
                    0 30 * * * ?            | Every hour at minute 30                                 | 每小时的第 30 分
                    0 0 */2 * * ?           | Every 2 hours                                           | 每 2 小时
                    0 0 22-2 * * ?          | Every hour from hour 22 to 2                            | 第 22 至 2 时内每小时
                    0 30 8-18/2 * * ?       | Every 2 hours from hour 8 to 18 at minute 30            | 第 8 至 18 时内每 2 小时的第 30 分
                    0 0/15 9-17 ? * MON-FRI | Every 15 minutes in hours 9 to 17 from Monday to Friday | 每周一至周五 第 9 至 17 时的每 15 分钟
                    * * 1 * * ?             | Every second in hour 1                                  | 第 1 时的每秒
                    0 0 2 1,15,L * ?        | At 02:00:00 on day 1, day 15 and the last day of the month | 每月 1 日、15 日、最后一天 02:00:00
                    0 0 2 10-20 * ?         | At 02:00:00 on days 10 to 20 of the month               | 每月 10 日至 20 日 02:00:00
                    0 0 2 2/10 * ?          | At 02:00:00 on every 10th day from day 2 of the month   | 每月 2 日、12 日、22 日 02:00:00
                    0 0 2 LW * ?            | At 02:00:00 on the last workday of the month            | 每月最后一个工作日 02:00:00
                    0 0 2 L-3 * ?           | At 02:00:00 on the day 3 days before the last of the month | 每月倒数第 4 天 02:00:00
                    0 0 2 L-1W * ?          | At 02:00:00 on the workday nearest to the day before the last of the month | 每月最接近倒数第 2 天的工作日 02:00:00
                    0 0 2 15W * ?           | At 02:00:00 on the workday nearest to day 15 of the month | 每月最接近 15 日的工作日 02:00:00
                    0 0 2 ? * MON,WED       | At 02:00:00 on Monday and Wednesday                     | 每周一、周三 02:00:00
                    0 0 2 ? * 2/2           | At 02:00:00 on Monday, Wednesday and Friday             | 每周一、周三、周五 02:00:00
                    0 0 2 ? * FRI#3         | At 02:00:00 on the third Friday of the month            | 每月第三个周五 02:00:00
                    0 0 2 ? * 6L            | At 02:00:00 on the last Friday of the month             | 每月最后一个周五 02:00:00
                    0 0 2 1 1 ?             | At 02:00:00 on day 1 of the month in January            | 每年 1 月的 1 日 02:00:00
                    0 0 2 ? NOV-FEB MON     | At 02:00:00 on Monday in November to February           | 每年 11 月至 2 月的周一 02:00:00
                    0 0 2 1 */6 ? 2027      | At 02:00:00 on day 1 of the month in January and July in 2027 | 2027 年 1 月、7 月的 1 日 02:00:00
                    0 0 2 * * ? 2027-2030   | At 02:00:00 every day in 2027 to 2030                   | 2027 至 2030 年每天 02:00:00
                    0 0 2 * * ? 2026/2      | At 02:00:00 every day in every 2nd year from 2026       | 从 2026 年起每 2 年每天 02:00:00
                    @hourly                 | Every hour                                              | 每小时
                    """)
    void describesCron(String expression, String english, String chinese) {
        CronSchedule schedule = CronSchedule.parse(expression, "UTC", DstGapPolicy.FIRE);
        assertThat(ScheduleDescription.describe(schedule, Locale.ENGLISH)).isEqualTo(english);
        assertThat(ScheduleDescription.describe(schedule, Locale.SIMPLIFIED_CHINESE))
                .isEqualTo(chinese);
    }

    @Test
    void describesTheOtherKinds() {
        check(new FixedRateSchedule(T0, Duration.ofSeconds(5)), "Every 5 seconds", "每 5 秒");
        check(new FixedRateSchedule(T0, Duration.ofHours(1)), "Every hour", "每 1 小时");
        check(
                new FixedRateSchedule(T0, Duration.ofMillis(90_500)),
                "Every 1 minute 30 seconds 500 milliseconds",
                "每 1 分钟 30 秒 500 毫秒");
        check(
                new FixedDelaySchedule(Duration.ofMinutes(10), T0),
                "10 minutes after the end of the last instance",
                "上一个实例结束后 10 分钟");
        check(new OnceSchedule(T0), "Once at 2026-01-01T00:00:00Z", "仅一次:2026-01-01T00:00:00Z");
    }

    @Test
    void fallsBackToEnglish() {
        assertThat(ScheduleDescription.describe(new OnceSchedule(T0), Locale.FRENCH))
                .startsWith("Once");
        assertThat(ScheduleDescription.describe(new OnceSchedule(T0), Locale.TRADITIONAL_CHINESE))
                .startsWith("仅一次");
    }

    @Test
    void hasWordsForWhateverTheGrammarAllows() {
        RandomCron expressions = new RandomCron(new Random(3));
        for (int i = 0; i < 5_000; i++) {
            String expression = expressions.next();
            try {
                CronSchedule schedule = CronSchedule.parse(expression, "UTC", DstGapPolicy.FIRE);
                for (Locale locale : new Locale[] {Locale.ENGLISH, Locale.CHINA}) {
                    assertThat(ScheduleDescription.describe(schedule, locale))
                            .as(expression)
                            .isNotBlank()
                            .doesNotContain("  ", "null", "Span", "[");
                }
            } catch (InvalidScheduleException neverFires) {
                assertThat(neverFires).hasMessageContaining("can never fire");
            }
        }
    }

    private static void check(Schedule schedule, String english, String chinese) {
        assertThat(ScheduleDescription.describe(schedule, Locale.ENGLISH)).isEqualTo(english);
        assertThat(ScheduleDescription.describe(schedule, Locale.SIMPLIFIED_CHINESE))
                .isEqualTo(chinese);
    }
}
