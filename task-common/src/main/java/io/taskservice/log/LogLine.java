package io.taskservice.log;

import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import java.time.Instant;

/**
 * One line of TaskLogger.
 *
 * @param tenantId owner of the instance
 * @param instanceId the instance
 * @param attempt its attempt
 * @param seq number of the line within the attempt, from 1
 * @param level how much it matters
 * @param message text, with the stack trace of a logged exception behind it; at most 16,000 characters
 * @param time the node's clock, UTC
 */
public record LogLine(
        TenantId tenantId, InstanceId instanceId, int attempt, int seq, LogLevel level, String message, Instant time) {

    /** Longest message that is kept; a character is at most four bytes, and the column holds 65,535. */
    public static final int MOST_CHARACTERS = 16_000;
}
