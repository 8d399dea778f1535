package io.taskservice.schedule;

import java.util.List;

/** The seven fields of a cron expression, in the order they are written, with the values each admits. */
enum CronField {
    SECOND("second", 0, 59, List.of(), "use 0-59"),
    MINUTE("minute", 0, 59, List.of(), "use 0-59"),
    HOUR("hour", 0, 23, List.of(), "use 0-23, where 0 is midnight"),
    DAY_OF_MONTH("day-of-month", 1, 31, List.of(), "use 1-31, or L for the last day"),
    MONTH(
            "month",
            1,
            12,
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"),
            "use 1-12 or JAN-DEC"),
    DAY_OF_WEEK(
            "day-of-week",
            1,
            7,
            List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"),
            "use SUN-SAT or 1-7, where 1 is SUN and 7 is SAT"),
    YEAR("year", 1970, 2199, List.of(), "use 1970-2199");

    /** The fields as they are written, from left to right. */
    static final List<CronField> WRITTEN = List.of(values());

    final String label;
    final int min;
    final int max;
    /** What to write instead of a value that is not admitted. */
    final String hint;

    /** The names that stand for {@code min}, {@code min + 1}, …; upper case, none for purely numeric fields. */
    @SuppressWarnings("ImmutableEnumChecker") // only ever made by List.of
    final List<String> names;

    CronField(String label, int min, int max, List<String> names, String hint) {
        this.label = label;
        this.min = min;
        this.max = max;
        this.names = names;
        this.hint = hint;
    }

    boolean admits(int value) {
        return min <= value && value <= max;
    }

    /** How many values the field has. */
    int size() {
        return max - min + 1;
    }

    boolean isDay() {
        return this == DAY_OF_MONTH || this == DAY_OF_WEEK;
    }

    /** The longest step that can still matter: the field's highest value, or its size for years. */
    int longestStep() {
        return Math.min(max, size());
    }
}
