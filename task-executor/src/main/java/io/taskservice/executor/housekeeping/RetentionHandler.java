package io.taskservice.executor.housekeeping;

import io.taskservice.audit.AuditChain;
import io.taskservice.database.TaskDatabase;
import io.taskservice.delivery.DeliveryRepository;
import io.taskservice.firing.FiringRepository;
import io.taskservice.handler.TaskContext;
import io.taskservice.handler.TaskLogger;
import io.taskservice.handler.TaskResult;
import io.taskservice.instance.InstanceUpkeep;
import io.taskservice.log.LogPartitions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Makes room: drops old days of logs, deletes old instances, gaps and events, and cuts the chains of the audit log. */
final class RetentionHandler extends SystemHandler {

    private final TaskDatabase database;
    private final InstanceUpkeep instances;
    private final FiringRepository firings;
    private final LogPartitions partitions;
    private final DeliveryRepository deliveries;
    private final AuditChain audit;
    private final RetentionSettings settings;

    RetentionHandler(
            TaskDatabase database,
            InstanceUpkeep instances,
            FiringRepository firings,
            DeliveryRepository deliveries,
            AuditChain audit,
            RetentionSettings settings) {
        this.database = database;
        this.instances = instances;
        this.firings = firings;
        this.deliveries = deliveries;
        this.audit = audit;
        this.partitions = new LogPartitions(database);
        this.settings = settings;
    }

    @Override
    TaskResult keep(TaskContext context) {
        int days = partitions.dropOld(settings.logsDays());
        context.progress(10, "dropped " + days + " days of logs");
        Instant cutoff = database.now().minus(Duration.ofDays(settings.instancesDays()));
        long deleted = Sweep.delete(context, limit -> instances.deleteEndedBefore(cutoff, limit));
        context.progress(90, "deleted " + deleted + " instances");
        long gaps = Sweep.delete(context, limit -> firings.deleteGapsBefore(cutoff, limit));
        Instant eventCutoff = database.now().minus(Duration.ofDays(settings.eventsDays()));
        long events = Sweep.delete(context, limit -> deliveries.deleteBefore(eventCutoff, limit));
        long entries = cutAudit(context);
        TaskLogger.info(
                context,
                "Dropped {} days of logs, deleted {} instances, {} gaps, {} events and {} audit entries",
                days,
                deleted,
                gaps,
                events,
                entries);
        return context.isCancelled()
                ? TaskResult.failure("STOPPED", "Was asked to stop; the next run goes on")
                : TaskResult.success(Map.of(
                        "logDays",
                        days,
                        "instances",
                        deleted,
                        "gaps",
                        gaps,
                        "events",
                        events,
                        "auditEntries",
                        entries));
    }

    private long cutAudit(TaskContext context) {
        Duration age = Duration.ofDays(settings.auditDays());
        return age.isZero() ? 0 : Sweep.delete(context, limit -> audit.cut(age, limit));
    }

    @Override
    public String description() {
        return "Deletes ended instances, gaps, logs, delivered events and audit entries older than app.task.retention says";
    }
}
