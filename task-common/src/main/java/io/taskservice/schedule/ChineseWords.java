package io.taskservice.schedule;

import io.taskservice.schedule.CronTerm.FromEnd;
import io.taskservice.schedule.CronTerm.LastWeekday;
import io.taskservice.schedule.CronTerm.NearestWorkday;
import io.taskservice.schedule.CronTerm.NthWeekday;
import io.taskservice.schedule.CronTerm.OfMonth;
import io.taskservice.schedule.CronTerm.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Describes schedules in Chinese: from the largest unit to the smallest. */
final class ChineseWords implements ScheduleWords {

    private static final List<String> WEEKDAYS = List.of("周日", "周一", "周二", "周三", "周四", "周五", "周六");
    private static final List<String> NTH = List.of("一", "二", "三", "四", "五");
    private static final List<String> UNITS = List.of("天", "小时", "分钟", "秒", "毫秒");

    @Override
    public String cron(CronOutline outline) {
        List<String> clockTimes = outline.clockTimes();
        String date = years(outline) + months(outline) + days(outline, !clockTimes.isEmpty());
        String time = clockTimes.isEmpty() ? rhythm(outline) : String.join("、", clockTimes);
        return date.isEmpty() ? time : date + " " + time;
    }

    @Override
    public String fixedRate(Duration period) {
        return "每 " + duration(period);
    }

    @Override
    public String fixedDelay(Duration delay) {
        return "上一个实例结束后 " + duration(delay);
    }

    @Override
    public String once(Instant at) {
        return "仅一次:" + at;
    }

    private static String duration(Duration duration) {
        return String.join(" ", ScheduleWords.parts(duration, UNITS, UNITS));
    }

    private static String rhythm(CronOutline outline) {
        CronField unit = outline.rhythm();
        StringBuilder words = new StringBuilder();
        if (unit != CronField.HOUR && !outline.isFree(CronField.HOUR)) {
            words.append(ordinals(outline, CronField.HOUR)).append("的");
        }
        if (unit == CronField.SECOND && !outline.isFree(CronField.MINUTE)) {
            words.append(ordinals(outline, CronField.MINUTE)).append("的");
        }
        words.append(frequency(outline, unit));
        if (unit == CronField.HOUR && outline.single(CronField.MINUTE) != 0) {
            words.append("的第 ").append(outline.single(CronField.MINUTE)).append(" 分");
        }
        if (unit != CronField.SECOND && outline.single(CronField.SECOND) != 0) {
            words.append("的第 ").append(outline.single(CronField.SECOND)).append(" 秒");
        }
        return words.toString();
    }

    private static String frequency(CronOutline outline, CronField unit) {
        if (outline.isFree(unit)) {
            return "每" + period(unit);
        }
        List<String> items = new ArrayList<>();
        for (Span span : outline.ranges(unit)) {
            String every = span.step() == 1 ? "每" + period(unit) : "每 " + span.step() + " " + period(unit);
            items.add(bounds(unit, span) + every);
        }
        if (!outline.singles(unit).isEmpty()) {
            items.add(counted(unit, outline.singles(unit)));
        }
        return String.join("、", items);
    }

    private static String ordinals(CronOutline outline, CronField unit) {
        List<String> items = new ArrayList<>();
        for (Span span : outline.ranges(unit)) {
            items.add(
                    span.step() == 1
                            ? prefix(unit) + span.from() + " 至 " + span.to() + " " + place(unit)
                            : bounds(unit, span) + "每 " + span.step() + " " + period(unit));
        }
        if (!outline.singles(unit).isEmpty()) {
            items.add(counted(unit, outline.singles(unit)));
        }
        return String.join("、", items);
    }

    private static String bounds(CronField unit, Span span) {
        if (span.step() > 1 && span.to() == unit.max) {
            return span.from() == unit.min
                    ? ""
                    : "从" + (unit == CronField.YEAR ? " " : prefix(unit)) + span.from() + " " + place(unit) + "起";
        }
        return prefix(unit) + span.from() + " 至 " + span.to() + " " + place(unit) + "内";
    }

    private static String years(CronOutline outline) {
        if (!outline.isFree(CronField.YEAR)) {
            return ordinals(outline, CronField.YEAR);
        }
        return outline.isFree(CronField.MONTH) ? "" : "每年";
    }

    private static String months(CronOutline outline) {
        return outline.isFree(CronField.MONTH)
                ? ""
                : " " + String.join("、", outline.items(CronField.MONTH, ChineseWords::month));
    }

    private static String days(CronOutline outline, boolean atClockTimes) {
        boolean everyMonth = outline.isFree(CronField.MONTH);
        if (!outline.isFree(CronField.DAY_OF_MONTH)) {
            List<String> items = outline.items(CronField.DAY_OF_MONTH, ChineseWords::dayOfMonth);
            return (everyMonth ? "每月" : "的")
                    + (Character.isDigit(items.get(0).charAt(0)) ? " " : "")
                    + String.join("、", items);
        }
        if (!outline.isFree(CronField.DAY_OF_WEEK)) {
            boolean ofMonth = outline.terms().of(CronField.DAY_OF_WEEK).stream().anyMatch(OfMonth.class::isInstance);
            String prefix = !everyMonth ? "的" : ofMonth ? "每月" : "每";
            return prefix + String.join("、", outline.items(CronField.DAY_OF_WEEK, ChineseWords::weekday));
        }
        return atClockTimes ? "每天" : "";
    }

    private static String dayOfMonth(CronTerm term) {
        if (term instanceof FromEnd fromEnd) {
            return fromEnd(fromEnd);
        }
        if (term instanceof NearestWorkday nearest) {
            return "最接近 " + nearest.day() + " 日的工作日";
        }
        Span span = (Span) term;
        return span.isSingle() ? span.from() + " 日" : span.from() + " 日至 " + span.to() + " 日";
    }

    private static String fromEnd(FromEnd term) {
        if (term.daysBefore() == 0) {
            return term.workday() ? "最后一个工作日" : "最后一天";
        }
        return (term.workday() ? "最接近" : "") + "倒数第 " + (term.daysBefore() + 1) + " 天" + (term.workday() ? "的工作日" : "");
    }

    private static String weekday(CronTerm term) {
        if (term instanceof NthWeekday nth) {
            return "第" + NTH.get(nth.nth() - 1) + "个" + WEEKDAYS.get(nth.weekday() - 1);
        }
        if (term instanceof LastWeekday last) {
            return "最后一个" + WEEKDAYS.get(last.weekday() - 1);
        }
        Span span = (Span) term;
        String from = WEEKDAYS.get(span.from() - 1);
        return span.isSingle() ? from : from + "至" + WEEKDAYS.get(span.to() - 1);
    }

    private static String month(CronTerm term) {
        Span span = (Span) term;
        return span.isSingle() ? span.from() + " 月" : span.from() + " 月至 " + span.to() + " 月";
    }

    private static String counted(CronField unit, List<Integer> values) {
        return prefix(unit)
                + String.join("、", values.stream().map(String::valueOf).toList()) + " " + place(unit);
    }

    private static String prefix(CronField unit) {
        return unit == CronField.YEAR ? "" : "第 ";
    }

    /** The unit as a length of time. */
    private static String period(CronField unit) {
        return switch (unit) {
            case SECOND -> "秒";
            case MINUTE -> "分钟";
            case HOUR -> "小时";
            case YEAR -> "年";
            case DAY_OF_MONTH, DAY_OF_WEEK -> "天";
            case MONTH -> "个月";
        };
    }

    /** The unit as a place within the next larger one. */
    private static String place(CronField unit) {
        return switch (unit) {
            case SECOND -> "秒";
            case MINUTE -> "分";
            case HOUR -> "时";
            case YEAR -> "年";
            case DAY_OF_MONTH, DAY_OF_WEEK -> "日";
            case MONTH -> "月";
        };
    }
}
