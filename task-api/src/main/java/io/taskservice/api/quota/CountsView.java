package io.taskservice.api.quota;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.usage.UsageCounts;

/**
 * What was used.
 *
 * @param submits instances that people and programs asked for: submitted, run by hand, retried, redriven
 * @param refusals instances and definitions refused because a quota was used up
 * @param fires instances made from fire times
 * @param attempts attempts that ended and whose outcome stands
 * @param successes instances that ended SUCCESS
 * @param failures instances that ended FAILED
 * @param runMs sum of the durations of the attempts, milliseconds
 * @param logBytes bytes of the log messages kept
 * @param deliveries tries to deliver an event
 */
@Schema(name = "UsageCounts")
record CountsView(
        long submits,
        long refusals,
        long fires,
        long attempts,
        long successes,
        long failures,
        long runMs,
        long logBytes,
        long deliveries) {

    static CountsView of(UsageCounts counts) {
        return new CountsView(
                counts.submits(),
                counts.refusals(),
                counts.fires(),
                counts.attempts(),
                counts.successes(),
                counts.failures(),
                counts.runMs(),
                counts.logBytes(),
                counts.deliveries());
    }
}
