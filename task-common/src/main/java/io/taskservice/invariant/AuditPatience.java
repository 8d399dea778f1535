package io.taskservice.invariant;

import java.time.Duration;

/**
 * How long something may be late before it is wrong.
 *
 * @param lease how long after the end of a lease its claims may still be there; rescue looks every second
 * @param due how long after its time something due may wait; promotion, fires and expiries look every second
 * @param delivery how long after its time a delivery may wait
 * @param confirm how long all of that must then look the same, in the eyes of a process that is at work, before it is
 *     believed
 * @param slow the same for what may take a while: cancels and deliveries
 */
public record AuditPatience(Duration lease, Duration due, Duration delivery, Duration confirm, Duration slow) {

    /** Far beyond what happens by itself. */
    public static final AuditPatience DEFAULT = new AuditPatience(
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5));
}
