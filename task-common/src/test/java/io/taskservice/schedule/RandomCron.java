package io.taskservice.schedule;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes random expressions of the whole grammar, the odd corners more often than people do.
 *
 * @param random where the dice come from; the seed decides everything
 */
record RandomCron(Random random) {

    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    String next() {
        boolean byWeekday = random.nextBoolean();
        String dayOfMonth = byWeekday ? pick("?", "*") : list(this::dayOfMonth);
        String dayOfWeek = byWeekday ? list(this::dayOfWeek) : pick("?", "*");
        String year = random.nextInt(8) == 0 ? " " + list(this::year) : "";
        return String.join(" ", sixty(), sixty(), hour(), dayOfMonth, month(), dayOfWeek) + year;
    }

    private String sixty() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> "0";
            case 2 -> "*";
            default -> list(() -> item(0, 59, List.of()));
        };
    }

    private String hour() {
        return random.nextInt(4) == 0 ? pick("*", "*/1", "0-23", "2-1") : list(() -> item(0, 23, List.of()));
    }

    private String month() {
        return random.nextInt(2) == 0 ? "*" : list(() -> item(1, 12, MONTHS));
    }

    private String year() {
        int from = 1995 + random.nextInt(50);
        return switch (random.nextInt(3)) {
            case 0 -> String.valueOf(from);
            case 1 -> from + "-" + (from + random.nextInt(20));
            default -> from + "/" + (1 + random.nextInt(9));
        };
    }

    private String dayOfMonth() {
        return switch (random.nextInt(8)) {
            case 0 -> "L";
            case 1 -> "L-" + random.nextInt(31);
            case 2 -> "LW";
            case 3 -> "L-" + random.nextInt(31) + "W";
            case 4, 5 -> between(1, 31) + "W";
            default -> item(1, 31, List.of());
        };
    }

    private String dayOfWeek() {
        return switch (random.nextInt(5)) {
            case 0 -> value(1, 7, DAYS) + "#" + between(1, 5);
            case 1 -> value(1, 7, DAYS) + "L";
            default -> item(1, 7, DAYS);
        };
    }

    private String item(int min, int max, List<String> names) {
        return switch (random.nextInt(7)) {
            case 0 -> value(min, max, names) + "-" + value(min, max, names);
            case 1 -> value(min, max, names) + "-" + value(min, max, names) + "/" + between(1, max);
            case 2 -> value(min, max, names) + "/" + between(1, max);
            case 3 -> pick("*", "") + "/" + between(1, max);
            default -> value(min, max, names);
        };
    }

    private String value(int min, int max, List<String> names) {
        int value = between(min, max);
        if (names.isEmpty() || random.nextBoolean()) {
            return random.nextInt(9) == 0 ? "0" + value : String.valueOf(value);
        }
        String name = names.get(value - min);
        return random.nextInt(9) == 0 ? name.toLowerCase(Locale.ROOT) : name;
    }

    private String list(Supplier<String> item) {
        int size = random.nextInt(3) == 0 ? between(2, 4) : 1;
        return IntStream.range(0, size).mapToObj(i -> item.get()).collect(Collectors.joining(","));
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private int between(int min, int max) {
        return min + random.nextInt(max - min + 1);
    }
}
