package io.taskservice.lab.law;

/** Rows that belong together belong to one tenant. */
final class TenantLaw {

    private final TenantRowsMapper mapper;
    private final Findings findings;

    TenantLaw(TenantRowsMapper mapper, Findings findings) {
        this.mapper = mapper;
        this.findings = findings;
    }

    void check(long instances) {
        findings.looked(instances);
        findings.broken(mapper.instances(Broken.MOST));
        findings.broken(mapper.retries(Broken.MOST));
        findings.broken(mapper.gaps(Broken.MOST));
        findings.broken(mapper.attempts(Broken.MOST));
        findings.broken(mapper.logs(Broken.MOST));
        findings.broken(mapper.labels(Broken.MOST));
        findings.broken(mapper.deadLetters(Broken.MOST));
        findings.broken(mapper.slots(Broken.MOST));
        findings.broken(mapper.events(Broken.MOST));
        findings.broken(mapper.deliveries(Broken.MOST));
        findings.broken(mapper.receivers(Broken.MOST));
    }
}
