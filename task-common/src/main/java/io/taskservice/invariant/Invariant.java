package io.taskservice.invariant;

/** What must be, in the order in which it is looked at. */
public enum Invariant {
    LOST_CLAIM("claim-of-lost-node", "What runs is held by a node that lives; the claims of a lost one are freed"),
    CANCEL("cancel-not-obeyed", "What runs and is to be cancelled stops within minutes"),
    SLOT("slot-mismatch", "The slots and places in line of gates are those of the instances that run and are parked"),
    LINE("line-held-up", "A line at a gate has somebody who lets it go on: one that holds a slot, or is about to"),
    LANE("lane-missing", "Wherever instances are due there is a lane, without which no claim looks there"),
    TURN("turn-not-given", "An instance waits for its turn only while another of its definition is under way"),
    START("start-overdue", "What is scheduled becomes claimable when its time has come, retries too"),
    EXPIRY("expiry-overdue", "What may wait only so long has ended by then, or has started"),
    FIRE("fire-overdue", "While the schedulers are to run, what is due fires"),
    CURSOR("next-fire-missing", "An enabled definition's next fire is set, and no fire of its schedule lies before it"),
    DELIVERY("delivery-overdue", "A delivery on its way has a time for its next try, and is tried then"),
    RECORD("instance-contradicts-itself", "Status, end time, code, node and attempt of an instance fit together"),
    LETTER("dead-letter-of-no-failure", "A dead letter belongs to an instance that is FAILED"),
    TENANT("owner-mismatch", "An instance belongs to the tenant of its definition");

    private final String key;
    private final String statement;

    Invariant(String key, String statement) {
        this.key = key;
        this.statement = statement;
    }

    /** Its name in tables, metrics and logs: what is found, where it is broken. */
    public String key() {
        return key;
    }

    /** What must be, for people. */
    public String statement() {
        return statement;
    }
}
