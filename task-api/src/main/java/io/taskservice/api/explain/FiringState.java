package io.taskservice.api.explain;

import io.taskservice.cluster.SchedulerWish;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.instance.InstanceLine.UnderWay;
import io.taskservice.schedule.Timetable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A definition, and all that may keep it from firing.
 *
 * @param definition the definition
 * @param now MySQL's time
 * @param timetable when it is due; null: its schedule cannot be read
 * @param schedulers how many live
 * @param wish what people want of them
 * @param isTenantActive whether its tenant may use the platform
 * @param underWay some of its instances that wait for no other of them and have not ended
 */
record FiringState(
        TaskDefinition definition,
        Instant now,
        @Nullable Timetable timetable,
        int schedulers,
        SchedulerWish wish,
        boolean isTenantActive,
        List<UnderWay> underWay) {}
