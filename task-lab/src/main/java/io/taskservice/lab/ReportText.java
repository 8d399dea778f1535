package io.taskservice.lab;

import io.taskservice.lab.law.CheckReport;
import io.taskservice.lab.law.Violation;
import java.util.Locale;

/** A report as people read it: a line for each law, then what breaks it. */
final class ReportText {

    private ReportText() {}

    static String of(CheckReport report) {
        StringBuilder text = new StringBuilder();
        report.laws().forEach(law -> text.append(lineOf(law)).append('\n'));
        report.laws().stream().filter(law -> law.violations() > 0).forEach(law -> text.append(violationsOf(law)));
        return text.toString();
    }

    private static String lineOf(CheckReport.OfLaw one) {
        return String.format(
                Locale.ROOT,
                "%-10s %,12d looked at %,8d violations   %s",
                one.law().name().toLowerCase(Locale.ROOT),
                one.looked(),
                one.violations(),
                one.law().text());
    }

    private static String violationsOf(CheckReport.OfLaw one) {
        StringBuilder text = new StringBuilder("\n");
        for (Violation violation : one.kept()) {
            text.append(violation).append('\n');
        }
        long more = one.violations() - one.kept().size();
        return more > 0 ? text.append("and ").append(more).append(" more\n").toString() : text.toString();
    }
}
