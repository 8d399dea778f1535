package io.taskservice.executor;

import io.taskservice.database.TaskDatabase;
import io.taskservice.instance.ClaimRepository;
import io.taskservice.instance.TaskInstanceRepository;
import io.taskservice.live.LiveFeed;
import io.taskservice.log.TaskLogRepository;
import io.taskservice.scaling.ScalingRepository;
import io.taskservice.secret.TenantSecrets;
import io.taskservice.stats.ExecutionStatsRepository;
import io.taskservice.usage.LogAllowance;
import io.taskservice.usage.UsageMeter;

/** What an executor reads and writes, and whom it tells. */
record ExecutorStores(
        TaskDatabase database,
        TaskInstanceRepository instances,
        ClaimRepository claims,
        TaskLogRepository logs,
        ExecutionStatsRepository stats,
        ScalingRepository scaling,
        TenantSecrets secrets,
        UsageMeter usage,
        LogAllowance allowance,
        LiveFeed live) {}
