package io.taskservice.schedule;

import java.util.List;
import java.util.Map;

/** Reads a cron expression of the Quartz dialect: macros, field count, and the rules that concern several fields. */
final class CronParser {

    static final int MAX_LENGTH = 255;

    private static final Map<String, String> MACROS = Map.of(
            "@YEARLY", "0 0 0 1 1 ?",
            "@ANNUALLY", "0 0 0 1 1 ?",
            "@MONTHLY", "0 0 0 1 * ?",
            "@WEEKLY", "0 0 0 ? * SUN",
            "@DAILY", "0 0 0 * * ?",
            "@MIDNIGHT", "0 0 0 * * ?",
            "@HOURLY", "0 0 * * * ?");

    private CronParser() {}

    static CronExpression parse(String typed) {
        CronToken whole = new CronToken(upperCase(typed), 0);
        List<CronToken> words = whole.words();
        if (words.isEmpty()) {
            throw whole.refused("the expression is empty; write six fields, as in 0 0 2 * * ? for 02:00 every day");
        }
        if (typed.length() > MAX_LENGTH) {
            throw whole.refused("the expression is longer than " + MAX_LENGTH + " characters; use ranges and steps");
        }
        if (words.get(0).text().startsWith("@")) {
            return parseMacro(words);
        }
        return parseFields(words);
    }

    private static CronExpression parseMacro(List<CronToken> words) {
        CronToken macro = words.get(0);
        String meaning = MACROS.get(macro.text());
        if (meaning == null) {
            throw macro.refused("'" + macro.text() + "' is not known; use @yearly, @annually, @monthly, @weekly, "
                    + "@daily, @midnight, @hourly or six fields");
        }
        if (words.size() > 1) {
            throw words.get(1).refused("nothing may follow " + macro.text() + "; write six fields instead");
        }
        return parseFields(new CronToken(meaning, 0).words());
    }

    private static CronExpression parseFields(List<CronToken> words) {
        checkCount(words);
        CronTerms terms = CronTerms.of(words);
        DaySet days = DaySet.of(terms);
        checkDays(words, terms, days);
        String text = String.join(" ", words.stream().map(CronToken::text).toList());
        return new CronExpression(text, terms, TimeOfDaySet.of(terms), days);
    }

    private static void checkCount(List<CronToken> words) {
        int wanted = CronField.WRITTEN.size();
        if (words.size() > wanted) {
            throw words.get(wanted).refused("more than seven fields; the year is the last one");
        }
        if (words.size() == wanted - 2) {
            throw looksLikeUnix(words);
        }
        if (words.size() < wanted - 2) {
            throw words.get(words.size() - 1)
                    .refused("the expression ends before its " + CronField.WRITTEN.get(words.size()).label
                            + " field; write second minute hour day-of-month month day-of-week [year]");
        }
    }

    private static InvalidScheduleException looksLikeUnix(List<CronToken> words) {
        String typed = String.join(" ", words.stream().map(CronToken::text).toList());
        return words.get(0)
                .refused("five fields look like Unix cron; put the seconds first, as in 0 " + typed
                        + ", give one of the day fields a ?, and mind that weekdays count from 1 for SUN to 7 for SAT");
    }

    private static void checkDays(List<CronToken> words, CronTerms terms, DaySet days) {
        CronToken dayOfMonth = words.get(CronField.WRITTEN.indexOf(CronField.DAY_OF_MONTH));
        CronToken dayOfWeek = words.get(CronField.WRITTEN.indexOf(CronField.DAY_OF_WEEK));
        if (DaySet.restricts(CronField.DAY_OF_MONTH, terms) && DaySet.restricts(CronField.DAY_OF_WEEK, terms)) {
            throw dayOfWeek.refused("day-of-month " + dayOfMonth.text() + " and day-of-week " + dayOfWeek.text()
                    + " cannot both restrict the day; put ? in one of the two fields");
        }
        if (days.isEmpty()) {
            throw dayOfMonth.refused("the expression can never fire: no admitted month has such a day; "
                    + "check day-of-month, month, day-of-week and year against each other");
        }
    }

    /** Upper case that keeps every index in place, unlike {@link String#toUpperCase}: only ASCII letters change. */
    private static String upperCase(String typed) {
        StringBuilder text = new StringBuilder(typed);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ('a' <= c && c <= 'z') {
                text.setCharAt(i, (char) (c - 'a' + 'A'));
            }
        }
        return text.toString();
    }
}
