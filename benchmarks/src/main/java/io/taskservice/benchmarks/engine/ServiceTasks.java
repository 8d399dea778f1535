package io.taskservice.benchmarks.engine;

import io.taskservice.definition.Cursor;
import io.taskservice.definition.DefinitionStatus;
import io.taskservice.definition.FiringPolicy;
import io.taskservice.definition.ScheduleSpec;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.NewInstance;
import io.taskservice.instance.NewInstance.Start;
import io.taskservice.instance.Origin;
import io.taskservice.schedule.DstGapPolicy;
import io.taskservice.schedule.ScheduleType;
import io.taskservice.schedule.ValidityWindow;
import io.taskservice.work.ExecutionPolicy;
import io.taskservice.work.Route;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Tasks and definitions of the Task Service, as a request that says nothing special makes them. */
final class ServiceTasks {

    private ServiceTasks() {}

    /** A task submitted ad hoc. */
    static NewInstance instance(TenantId tenant, int number, Start start) {
        return new NewInstance(
                InstanceId.next(),
                tenant,
                null,
                new Route(NoopConfiguration.HANDLER, Route.DEFAULT_QUEUE, Route.DEFAULT_PRIORITY),
                params(number),
                ExecutionPolicy.DEFAULT,
                Origin.request(null, null, null),
                start,
                false,
                null);
    }

    /** A definition at a fixed rate, from {@code first} on. */
    static TaskDefinition definition(int number, Duration period, Instant first, Instant now) {
        Instant anchor = first.truncatedTo(ChronoUnit.MILLIS);
        ScheduleSpec schedule = new ScheduleSpec(
                ScheduleType.FIXED_RATE,
                null,
                period,
                null,
                anchor,
                ZoneOffset.UTC,
                DstGapPolicy.FIRE,
                ValidityWindow.ALWAYS);
        return new TaskDefinition(
                DefinitionId.next(),
                TenantId.DEFAULT,
                "periodic-" + number,
                null,
                new Route(NoopConfiguration.HANDLER, Route.DEFAULT_QUEUE, Route.DEFAULT_PRIORITY),
                params(number),
                schedule,
                FiringPolicy.DEFAULT,
                ExecutionPolicy.DEFAULT,
                null,
                DefinitionStatus.ENABLED,
                new Cursor(anchor, 0),
                now,
                now);
    }

    private static String params(int number) {
        return "{\"number\":" + number + "}";
    }
}
