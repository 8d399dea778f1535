package io.taskservice.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the grammar means, and how it refuses what it does not know. */
class CronExpressionTest {

    @ParameterizedTest(name = "{0} fires next on {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    0 0 2 * * ?           | 2026-01-01T02:00
                    30 15 10 ? * MON-FRI  | 2026-01-01T10:15:30
                    0 0 0 ? * 1           | 2026-01-04T00:00
                    0 0 0 ? * 7           | 2026-01-03T00:00
                    0 0 0 ? * L           | 2026-01-03T00:00
                    0 0 0 ? * sun         | 2026-01-04T00:00
                    0 0 0 ? * FRI-MON     | 2026-01-02T00:00
                    0 0 0 ? * 6#3         | 2026-01-16T00:00
                    0 0 0 ? * FRI#3       | 2026-01-16T00:00
                    0 0 0 ? * MON#5       | 2026-03-30T00:00
                    0 0 0 ? * 6L          | 2026-01-30T00:00
                    0 0 0 ? * SUNL,WED#2  | 2026-01-14T00:00
                    0 0 0 L * ?           | 2026-01-31T00:00
                    0 0 0 L-3 * ?         | 2026-01-28T00:00
                    0 0 0 L-30 * ?        | 2026-03-01T00:00
                    0 0 0 LW * ?          | 2026-01-30T00:00
                    0 0 0 L-3W 2 ?        | 2026-02-25T00:00
                    0 0 0 L-1W 2 ?        | 2026-02-27T00:00
                    0 0 0 15W * ?         | 2026-01-15T00:00
                    0 0 0 15W 2 ?         | 2026-02-16T00:00
                    0 0 0 1W 8 ?          | 2026-08-03T00:00
                    0 0 0 31W 5 ?         | 2026-05-29T00:00
                    0 0 0 31W 2,3,4 ?     | 2026-03-31T00:00
                    0 0 0 1,15,L * ?      | 2026-01-15T00:00
                    0 0 0 2W,16 * ?       | 2026-01-02T00:00
                    0 0 0 29 2 ?          | 2028-02-29T00:00
                    0 0 22-2 * * ?        | 2026-01-01T01:00
                    0 0 22-2/2 * * ?      | 2026-01-01T02:00
                    0 10-40/15 * * * ?    | 2026-01-01T00:10
                    0 5/20 * * * ?        | 2026-01-01T00:05
                    0 /20 * * * ?         | 2026-01-01T00:20
                    0 0 0 1 NOV-FEB ?     | 2026-02-01T00:00
                    0 0 0 1 dec ?         | 2026-12-01T00:00
                    0 0 0 1 */5 ? 2030    | 2030-01-01T00:00
                    0 0 0 1 1 ? 2027/3    | 2027-01-01T00:00
                    0 0 12 * * MON        | 2026-01-05T12:00
                    0 0 12 1/1 * ? *      | 2026-01-01T12:00
                    @yearly               | 2027-01-01T00:00
                    @Annually             | 2027-01-01T00:00
                    @monthly              | 2026-02-01T00:00
                    @weekly               | 2026-01-04T00:00
                    @daily                | 2026-01-02T00:00
                    @midnight             | 2026-01-02T00:00
                    @hourly               | 2026-01-01T01:00
                    """)
    void firesNext(String expression, LocalDateTime expected) {
        assertThat(inUtc(expression).nextAfter(Instant.parse("2026-01-01T00:00:00Z")))
                .isEqualTo(expected.toInstant(ZoneOffset.UTC));
    }

    @ParameterizedTest(name = "{0} is refused at {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    ''                      | 0  | is empty
                    0 0                     | 2  | ends before its hour field
                    0 2 * * ?               | 0  | put the seconds first
                    0 0 0 * * ? * *         | 14 | more than seven fields
                    60 0 0 * * ?            | 0  | use 0-59
                    0 0 24 * * ?            | 4  | 0 is midnight
                    0 0 0 32 * ?            | 6  | L for the last day
                    0 0 0 0 * ?             | 6  | use 1-31
                    0 0 0 * 13 ?            | 8  | use 1-12 or JAN-DEC
                    0 0 0 * FOO ?           | 8  | is not a value
                    0 0 0 ? * 0             | 10 | 1 is SUN
                    0 0 0 ? * 8             | 10 | 1 is SUN
                    0 0 0 * * ? 1969        | 12 | use 1970-2199
                    0 0 0 * * ? 2030-2020   | 12 | write the earlier year first
                    0 0 0 1 * MON           | 10 | put ? in one
                    ? 0 0 * * ?             | 0  | use * for every value
                    0 0 0 1,? * ?           | 8  | stands alone
                    0 0 0 1,,2 * ?          | 8  | a value is missing
                    0 0/0 * * * ?           | 4  | outside 1-59
                    0 */60 * * * ?          | 4  | use FIXED_RATE
                    0 */x * * * ?           | 4  | is not a step
                    0 1-/5 * * * ?          | 4  | is not a value
                    0 -5 * * * ?            | 2  | is not a value
                    0 0 0 W * ?             | 6  | as in 15W
                    0 0 0 1-5W * ?          | 6  | as in 15W
                    0 0 0 5L * ?            | 6  | is not a value
                    0 0 0 L-31 * ?          | 8  | use L-0 to L-30
                    0 0 0 LX * ?            | 6  | write L, L-3, LW or L-3W
                    0 0 0 ? * MON#6         | 14 | use 1-5
                    0 0 0 ? * MON#          | 14 | use 1-5
                    0 0 0 ? * FOO#1         | 10 | is not a value
                    0 0 0 30 2 ?            | 6  | can never fire
                    0 0 0 31 2,4 ?          | 6  | can never fire
                    0 0 0 29 2 ? 2023       | 6  | can never fire
                    0 0 0 ? 2 MON#5 2026    | 6  | can never fire
                    0 0 x * * ?             | 4  | is not a value
                    0 0 ٣ * * ?             | 4  | is not a value
                    @every_second           | 0  | use @yearly
                    @daily 0                | 7  | nothing may follow
                    99999999999 0 0 * * ?   | 0  | is not a value
                    """)
    void refusesSayingWhereAndWhatInstead(String expression, int position, String hint) {
        assertThatExceptionOfType(InvalidScheduleException.class)
                .isThrownBy(() -> CronExpression.parse(expression))
                .withMessageContaining(hint)
                .satisfies(refusal -> {
                    assertThat(refusal.field()).isEqualTo("cronExpression");
                    assertThat(refusal.position()).isEqualTo(position);
                });
    }

    @Test
    void countsPositionsInWhatWasTyped() {
        assertThatExceptionOfType(InvalidScheduleException.class)
                .isThrownBy(() -> CronExpression.parse("  0  0\tß * * ?"))
                .satisfies(refusal -> assertThat(refusal.position()).isEqualTo(7));
    }

    @Test
    void refusesAnExpressionLongerThanItsColumn() {
        assertThatExceptionOfType(InvalidScheduleException.class)
                .isThrownBy(() -> CronExpression.parse("0 0 0 * * ?" + ",MON".repeat(100)))
                .withMessageContaining("longer than 255");
    }

    @Test
    void equalsByNormalisedText() {
        assertThat(CronExpression.parse(" 0 0  12 ? * mon-fri "))
                .isEqualTo(CronExpression.parse("0 0 12 ? * MON-FRI"))
                .hasSameHashCodeAs(CronExpression.parse("0 0 12 ? * MON-FRI"))
                .hasToString("0 0 12 ? * MON-FRI")
                .isNotEqualTo(CronExpression.parse("0 0 12 ? * 2-6"));
        assertThat(CronExpression.parse("@daily")).hasToString("0 0 0 * * ?");
    }

    @Test
    void hasNoNextFireOnceItsYearsArePast() {
        CronSchedule past = inUtc("0 0 0 1 1 ? 1999-2001");
        assertThat(past.nextAfter(Instant.parse("2026-01-01T00:00:00Z"))).isNull();
        assertThat(past.previousBefore(Instant.parse("2026-01-01T00:00:00Z")))
                .isEqualTo(Instant.parse("2001-01-01T00:00:00Z"));
    }

    @Test
    void endsWithTheYear2199AndBeginsWith1970() {
        CronSchedule seconds = inUtc("* * * * * ?");
        Instant first = Instant.parse("1970-01-01T00:00:00Z");
        Instant last = Instant.parse("2199-12-31T23:59:59Z");
        assertThat(seconds.nextAfter(Instant.MIN)).isEqualTo(first);
        assertThat(seconds.previousBefore(Instant.MAX)).isEqualTo(last);
        assertThat(seconds.nextAfter(last)).isNull();
        assertThat(seconds.nextAfter(Instant.MAX)).isNull();
        assertThat(seconds.previousBefore(first)).isNull();
        assertThat(seconds.previousBefore(Instant.MIN)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"* * * * * ?", "0 0 */1 * * ?", "0 0 0-23 * * ?", "0 0 5-4 * * ?", "0 0 0,1-23 * * ?"})
    void knowsThatItFiresInEveryHour(String expression) {
        assertThat(CronExpression.parse(expression).isEveryHour()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 2 * * ?", "0 0 */2 * * ?", "0 0 1-23 * * ?"})
    void knowsThatItNamesTimesOfDay(String expression) {
        assertThat(CronExpression.parse(expression).isEveryHour()).isFalse();
    }

    @Test
    void stepsThroughAWrappingRange() {
        assertThat(hoursOf("0 0 20-4/3 * * ?")).containsExactly(2, 20, 23);
        assertThat(hoursOf("0 0 22-2,12 * * ?")).containsExactly(0, 1, 2, 12, 22, 23);
    }

    private static List<Integer> hoursOf(String expression) {
        List<Integer> hours = new ArrayList<>();
        Instant end = Instant.parse("2026-01-01T23:59:59Z");
        inUtc(expression)
                .between(Instant.parse("2025-12-31T23:59:59Z"), end, 100)
                .forEach(fire -> hours.add(fire.atOffset(ZoneOffset.UTC).getHour()));
        return hours;
    }

    private static CronSchedule inUtc(String expression) {
        return CronSchedule.parse(expression, "UTC", DstGapPolicy.FIRE);
    }
}
