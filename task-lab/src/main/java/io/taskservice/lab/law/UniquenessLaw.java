package io.taskservice.lab.law;

/** No fire time and no request key has two instances. */
final class UniquenessLaw {

    private final UniquenessMapper mapper;
    private final Findings findings;

    UniquenessLaw(UniquenessMapper mapper, Findings findings) {
        this.mapper = mapper;
        this.findings = findings;
    }

    void check(long instances) {
        findings.looked(instances);
        findings.broken(mapper.fireTimes(Broken.MOST));
        findings.broken(mapper.requestKeys(Broken.MOST));
    }
}
