package io.taskservice.lab.law;

/** What the platform promises of its history; see docs/promises.md. */
public enum Law {
    FIRES("each due time is in exactly one instance or one gap, and nothing else fired"),
    UNIQUENESS("no fire time and no request key has two instances"),
    ENDS("an instance has an end exactly when its status is terminal, and what should have ended has"),
    ATTEMPTS("attempts are 1 to n without a hole, and the counters fit them"),
    RESULTS("what stands is the outcome of the highest attempt, of the node that had it"),
    JOURNALS("handlers ran for attempts that were granted, once each, side by side only if superseded"),
    LIMITS("at no moment did more run than a limit allows"),
    EVENTS("each end somebody wants to know of is one event with its deliveries"),
    TENANTS("rows that belong together belong to one tenant"),
    RECORDS("slots are those of what runs or waits; audit chains are whole");

    private final String text;

    Law(String text) {
        this.text = text;
    }

    /** The promise, in a line. */
    public String text() {
        return text;
    }
}
