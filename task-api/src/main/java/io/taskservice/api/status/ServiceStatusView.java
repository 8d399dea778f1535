package io.taskservice.api.status;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How the service does, as the process that answers sees it.
 *
 * @param service its name
 * @param status always running: a process that does not run does not answer
 * @param uptimeSeconds for how long this process has answered
 * @param startedAt since when
 * @param version version of the software
 * @param environment active Spring profiles
 * @param port HTTP port of this process
 * @param features what is there now
 * @param workerSummary the executors of the cluster
 * @param statistics what ended in the last hour, of all tenants
 */
@Schema(name = "ServiceStatus")
record ServiceStatusView(
        @Schema(allowableValues = "task-service") String service,
        @Schema(allowableValues = "running") String status,
        double uptimeSeconds,
        Instant startedAt,
        String version,

        @Schema(description = "Active Spring profiles, from PROFILE; default if there is none")
        List<String> environment,

        int port,

        @Schema(
                description = "distributedTasks, loadBalancing, faultTolerance, multiTenant: always true;"
                        + " autoScaling: an executor scales automatically; redis: this process is connected to it now;"
                        + " nacos: this process registers there")
        Map<String, Boolean> features,

        WorkerSummary workerSummary,
        Statistics statistics) {

    /**
     * The executors of the cluster.
     *
     * @param totalWorkers live ones
     * @param runningWorkers those that do not drain
     * @param maxConcurrentPerWorker slots of the largest
     * @param totalMaxConcurrent slots of all that do not drain
     */
    @Schema(name = "WorkerSummary")
    record WorkerSummary(int totalWorkers, int runningWorkers, int maxConcurrentPerWorker, int totalMaxConcurrent) {}

    /**
     * What the executors did in the last hour.
     *
     * @param tasksProcessed instances that ended SUCCESS or FAILED
     * @param tasksFailed those that ended FAILED
     * @param currentActiveTasks handlers that run now
     * @param averageTaskDuration mean duration in seconds
     */
    @Schema(name = "ServiceStatistics")
    record Statistics(
            long tasksProcessed,
            long tasksFailed,
            int currentActiveTasks,

            @Schema(description = "Seconds; 0 when nothing ended")
            double averageTaskDuration) {}
}
