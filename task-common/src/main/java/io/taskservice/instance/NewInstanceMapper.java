package io.taskservice.instance;

import io.taskservice.database.BatchedInsert;
import java.util.List;
import org.apache.ibatis.annotations.Flush;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.executor.BatchResult;

/** The SQL that adds instances. */
interface NewInstanceMapper extends BatchedInsert<NewInstance> {

    /** A plain INSERT: uk_fire and uk_request are the net, and a duplicate must be seen. Texts too long are, by the table. */
    @Insert("""
            INSERT INTO task_instances (
              id, tenant_id, task_definition_id, handler, queue, priority, execution_params, status, fire_time, run_at,
              max_attempts, backoff_initial_ms, backoff_max_ms, timeout_ms, delivery, followed, biz_key, request_key,
              retry_of, trace_id, queue_timeout_ms, expires_at, retry_on, no_retry_on, concurrency_key,
              concurrency_limit, labels, callback_url, created_at)
            VALUES (
              #{id}, #{tenantId}, #{definitionId}, #{route.handler}, #{route.queue}, #{route.priority}, #{params},
              #{start.status}, #{origin.fireTime}, #{start.runAt}, #{execution.retries.maxAttempts},
              #{execution.retries.backoff.initial}, #{execution.retries.backoff.max}, #{execution.timeout},
              #{execution.delivery}, #{followed}, #{origin.bizKey}, #{origin.requestKey}, #{origin.retryOf},
              #{origin.traceId}, #{execution.queueTimeout}, #{expiresAt}, #{retryOn}, #{noRetryOn}, #{concurrency.key},
              #{concurrency.limit}, #{labels}, #{origin.callbackUrl}, UTC_TIMESTAMP(3))
            """)
    @Override
    int insert(NewInstance row);

    @Flush
    @Override
    List<BatchResult> flush();
}
