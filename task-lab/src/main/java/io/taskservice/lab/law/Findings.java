package io.taskservice.lab.law;

import java.util.ArrayList;
import java.util.List;

/** What was found out about one law: how much was looked at, and what breaks it. */
final class Findings {

    /** Violations of a law that are kept; the others are counted. */
    static final int MOST_KEPT = 100;

    private final Law law;
    private final List<Violation> kept = new ArrayList<>();
    private long looked;
    private long violations;

    Findings(Law law) {
        this.law = law;
    }

    void looked(long more) {
        looked += more;
    }

    void broken(String tenant, String subject, String expected, String found) {
        violations++;
        if (kept.size() < MOST_KEPT) {
            kept.add(new Violation(law, tenant, subject, expected, found));
        }
    }

    void broken(InstanceFacts instance, String expected, String found) {
        broken(instance.tenantId(), instance.id(), expected, found);
    }

    /** Rows of a statement that returns only what breaks the law. */
    void broken(List<Broken> rows) {
        rows.forEach(row -> broken(row.tenant(), row.subject(), row.expected(), row.found()));
    }

    CheckReport.OfLaw report() {
        return new CheckReport.OfLaw(law, looked, violations, kept);
    }
}
