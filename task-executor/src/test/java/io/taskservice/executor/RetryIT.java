package io.taskservice.executor;

import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskservice.handler.NonRetryableTaskException;
import io.taskservice.handler.TaskLogger;
import io.taskservice.handler.TaskResult;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.PastAttempt;
import io.taskservice.instance.TaskInstance;
import io.taskservice.log.LogLine;
import io.taskservice.work.Backoff;
import io.taskservice.work.Retries;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is tried again, when, and what not. */
class RetryIT extends EngineCase {

    @Test
    void aFailureIsTriedAgainWhileAttemptsAreLeft() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (Engine engine = engineOf(context -> {
            TaskLogger.info(context, "attempt {}", context.getAttempt());
            assertThat(context.getFencingToken()).isEqualTo(context.getAttempt());
            assertThat(context.getIdempotencyKey()).isEqualTo(context.getInstanceId());
            return calls.incrementAndGet() < 3 ? TaskResult.failure("not yet") : TaskResult.success("at last");
        })) {
            InstanceId id = anInstance()
                    .handler("h")
                    .maxAttempts(3)
                    .backoff(Duration.ofMillis(20), Duration.ofMillis(50))
                    .insertInto(stores);
            promoteUntilEnded(id);

            TaskInstance instance = stores.instance(id);

            assertThat(instance.status()).isEqualTo(InstanceStatus.SUCCESS);
            assertThat(instance.run().attempt()).isEqualTo(3);
            assertThat(instance.run().retries()).isEqualTo(2);
            assertThat(instance.outcome()).isEqualTo(new TaskInstance.Outcome("at last", null, null));
            assertThat(engine.logOf(id))
                    .extracting(LogLine::message)
                    .containsExactly("attempt 1", "attempt 2", "attempt 3");
            assertThat(engine.counter("task.fenced.writes")).isZero();
        }
    }

    @Test
    void aHandlerMayAskToBeRunAgainLaterAndUsesUpNoAttempt() throws Exception {
        try (Engine engine = engineOf(context ->
                context.getAttempt() < 4 ? TaskResult.retryAfter(Duration.ofMillis(1)) : TaskResult.success("done"))) {
            InstanceId id = insert("h");

            promoteUntilEnded(id);

            TaskInstance instance = stores.instance(id);
            assertThat(instance.status()).isEqualTo(InstanceStatus.SUCCESS);
            assertThat(instance.run().attempt()).isEqualTo(4);
            assertThat(instance.run().retries()).isZero();
            assertThat(stores.instances().pastAttempts(instance.tenantId(), id, 10))
                    .extracting(PastAttempt::outcome)
                    .containsOnly(PastAttempt.Outcome.SNOOZED)
                    .hasSize(3);
        }
    }

    @Test
    void whatIsOfNoUseToRetryFailsAtOnce() throws Exception {
        try (Engine engine = Engine.on(stores)
                .handler("plain", context -> {
                    throw new NonRetryableTaskException("the account is closed");
                })
                .handler("coded", context -> {
                    throw new NonRetryableTaskException("CLOSED", "the account is closed", null);
                })
                .start()) {
            InstanceId plain = anInstance().handler("plain").maxAttempts(5).insertInto(stores);
            InstanceId coded = anInstance().handler("coded").maxAttempts(5).insertInto(stores);

            assertThat(engine.awaitEnd(plain).outcome())
                    .isEqualTo(new TaskInstance.Outcome(null, "HANDLER_EXCEPTION", "the account is closed"));
            assertThat(engine.awaitEnd(coded).outcome())
                    .isEqualTo(new TaskInstance.Outcome(null, "CLOSED", "the account is closed"));
            assertThat(stores.instance(coded).run().attempt()).isEqualTo(1);
        }
    }

    @Test
    void onlyFailuresThatTheRulesCoverAreTriedAgain() throws Exception {
        Retries rules = new Retries(5, new Backoff(Duration.ZERO, Duration.ZERO), Set.of("BUSY"), Set.of());
        try (Engine engine = Engine.on(stores)
                .handler(
                        "busy",
                        context -> context.getAttempt() < 3
                                ? TaskResult.failure("BUSY", "later")
                                : TaskResult.failure("BROKEN", "never"))
                .start()) {
            InstanceId id = anInstance().handler("busy").retries(rules).insertInto(stores);

            promoteUntilEnded(id);

            assertThat(stores.instance(id).run().attempt()).isEqualTo(3);
            assertThat(stores.instance(id).outcome().errorCode()).isEqualTo("BROKEN");
        }
    }

    @Test
    void theLastAttemptsFailureIsFinal() throws Exception {
        try (Engine engine = engineOf(context -> TaskResult.failure("never"))) {
            InstanceId id = anInstance()
                    .handler("h")
                    .maxAttempts(2)
                    .backoff(Duration.ofMillis(1), Duration.ofMillis(1))
                    .insertInto(stores);
            promoteUntilEnded(id);

            assertThat(engine.awaitEnd(id).status()).isEqualTo(InstanceStatus.FAILED);
            assertThat(stores.instance(id).run().attempt()).isEqualTo(2);
        }
    }

    @Test
    void anAttemptThatIsCancelledIsNotTriedAgain() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        try (Engine engine = engineOf(context -> {
            running.countDown();
            Thread.sleep(60_000);
            return TaskResult.success();
        })) {
            InstanceId id = anInstance().handler("h").maxAttempts(9).insertInto(stores);
            assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();

            stores.instances().cancel(TenantId.DEFAULT, id);

            assertThat(engine.awaitEnd(id).status()).isEqualTo(InstanceStatus.CANCELLED);
        }
    }

    private void promoteUntilEnded(InstanceId id) {
        await().until(() -> {
            stores.upkeep().promote(10);
            return stores.statusOf(id).isTerminal();
        });
    }
}
