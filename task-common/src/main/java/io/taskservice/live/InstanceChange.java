package io.taskservice.live;

import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.Ids;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.Claim;
import io.taskservice.instance.Completion;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.NewInstance;
import io.taskservice.instance.ProgressReport;
import io.taskservice.instance.TaskInstance;
import io.taskservice.work.Route;
import org.jspecify.annotations.Nullable;

/**
 * News of an instance: where it stands now.
 *
 * @param eventId the same on every node that passes it on
 * @param tenantId its owner
 * @param instanceId the instance
 * @param definitionId its definition; null: submitted ad hoc
 * @param handler what runs it
 * @param queue where it waits
 * @param status where it stands
 * @param attempt number of the last attempt
 * @param progress percent, as last reported
 * @param progressMessage as last reported
 * @param errorCode why it failed
 */
public record InstanceChange(
        String eventId,
        TenantId tenantId,
        InstanceId instanceId,
        @Nullable DefinitionId definitionId,
        String handler,
        String queue,
        InstanceStatus status,
        int attempt,
        @Nullable Integer progress,
        @Nullable String progressMessage,
        @Nullable String errorCode) {

    private static final int STAGES = 4;

    /** It was made. */
    public static InstanceChange of(NewInstance made) {
        Route route = made.route();
        return new InstanceChange(
                Ids.next(),
                made.tenantId(),
                made.id(),
                made.definitionId(),
                route.handler(),
                route.queue(),
                made.start().status(),
                0,
                null,
                null,
                null);
    }

    /** A node took it. */
    public static InstanceChange of(Claim claim) {
        return of(claim, InstanceStatus.RUNNING, null, null, null);
    }

    /** Its handler reported. */
    public static InstanceChange of(ProgressReport report) {
        return of(report.claim(), InstanceStatus.RUNNING, report.percent(), report.message(), null);
    }

    /** An attempt ended. */
    public static InstanceChange of(Completion completion) {
        return of(
                completion.claim(),
                completion.status(),
                null,
                null,
                completion.outcome().errorCode());
    }

    /** As it stands in the database. */
    public static InstanceChange of(TaskInstance instance) {
        return new InstanceChange(
                Ids.next(),
                instance.tenantId(),
                instance.id(),
                instance.definitionId(),
                instance.route().handler(),
                instance.route().queue(),
                instance.status(),
                instance.run().attempt(),
                instance.run().progress().percent(),
                instance.run().progress().message(),
                instance.outcome().errorCode());
    }

    private static InstanceChange of(
            Claim claim,
            InstanceStatus status,
            @Nullable Integer progress,
            @Nullable String message,
            @Nullable String errorCode) {
        return new InstanceChange(
                Ids.next(),
                claim.tenantId(),
                claim.id(),
                claim.definitionId(),
                claim.route().handler(),
                claim.route().queue(),
                status,
                claim.attempt(),
                progress,
                message,
                errorCode);
    }

    /**
     * Grows with each step of an instance's life: of two, the larger is the later, whichever came first.
     *
     * <p>An attempt runs; when it fails the instance waits for the next with the same number, is promoted, and in the
     * end is over. Nothing ever leads back within an attempt.
     */
    public long stage() {
        int step = switch (status) {
            case RUNNING -> 0;
            case SCHEDULED -> 1;
            case PENDING -> 2;
            case SUCCESS, FAILED, CANCELLED -> 3;
        };
        return (long) attempt * STAGES + step;
    }
}
