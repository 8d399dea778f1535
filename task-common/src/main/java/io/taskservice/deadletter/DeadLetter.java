package io.taskservice.deadletter;

import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An instance that failed for good.
 *
 * @param instanceId the instance
 * @param tenantId its owner
 * @param fingerprint what kind of failure; see {@link Fingerprint}
 * @param handler its handler
 * @param queue its queue
 * @param errorCode why it failed, for machines
 * @param errorMessage the start of why it failed, for people
 * @param diedAt when it failed
 */
public record DeadLetter(
        InstanceId instanceId,
        TenantId tenantId,
        String fingerprint,
        String handler,
        String queue,
        String errorCode,
        @Nullable String errorMessage,
        Instant diedAt) {

    private static final int MOST_MESSAGE = 500;

    /** A failure as it happens. */
    public static DeadLetter of(
            InstanceId instance,
            TenantId tenant,
            String handler,
            String queue,
            String errorCode,
            @Nullable String errorMessage,
            Instant diedAt) {
        return new DeadLetter(
                instance,
                tenant,
                Fingerprint.of(handler, errorCode, errorMessage),
                handler,
                queue,
                errorCode,
                errorMessage == null ? null : start(errorMessage),
                diedAt);
    }

    private static String start(String message) {
        if (message.length() <= MOST_MESSAGE) {
            return message;
        }
        int end = Character.isHighSurrogate(message.charAt(MOST_MESSAGE - 1)) ? MOST_MESSAGE - 1 : MOST_MESSAGE;
        return message.substring(0, end);
    }
}
