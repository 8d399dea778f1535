package io.taskservice.api.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.taskservice.api.ApiClient;
import io.taskservice.api.ApiTest;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.StrictJson;
import io.taskservice.audit.AuditTrail;
import io.taskservice.tenant.KeyGrant;
import io.taskservice.tenant.KeyRole;
import io.taskservice.testkit.Together;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What requests of a tenant that come at the same time share, and what not. */
class SubmitTogetherIT extends ApiTest {

    @Autowired
    private Submissions submissions;

    @Test
    void whatComesWhileATransactionIsUnderWaySharesTheNext() throws Exception {
        List<FutureTask<SubmitView>> submits = behindALock(IntStream.range(0, 20)
                .mapToObj(i -> submit(i, "{\"handler\":\"echo\"}"))
                .toList());

        for (FutureTask<SubmitView> submit : submits) {
            assertThat(submit.get().existing()).isFalse();
        }
        assertThat(ofTenant("COUNT(*) FROM task_instances WHERE")).isEqualTo("20");
        assertThat(ofTenant("COUNT(DISTINCT created_at) FROM audit_log WHERE action = 'instance.submit' AND"))
                .isIn("1", "2");
    }

    @Test
    void eachHasItsOwnAnswerAndItsOwnEntryInTheAuditLog() throws Exception {
        List<FutureTask<SubmitView>> submits = behindALock(List.of(
                submit(0, "{\"handler\":\"echo\"}"),
                submit(1, "{\"handler\":\"nobodyHasThis\"}"),
                submit(2, "{\"handler\":\"echo\",\"requestKey\":\"one\",\"queue\":\"mail\"}"),
                submit(3, "{\"handler\":\"echo\",\"requestKey\":\"one\"}"),
                submit(4, "{\"handler\":\"echo\",\"params\":\"${secret:absent}\"}"),
                submit(5, "{\"handler\":\"sleep\",\"priority\":1}")));

        assertThat(submits.get(0).get().instance().traceId()).isEqualTo("trace-0");
        assertRefused(submits.get(1), ErrorCode.UNKNOWN_HANDLER, "handler");
        SubmitView first = submits.get(2).get();
        SubmitView second = submits.get(3).get();
        assertThat(second.instance().id()).isEqualTo(first.instance().id());
        assertThat(List.of(first.existing(), second.existing())).containsExactlyInAnyOrder(true, false);
        assertRefused(submits.get(4), ErrorCode.INVALID_TASK_DATA, "params");
        assertThat(submits.get(5).get().instance().priority()).isEqualTo(1);
        assertThat(ofTenant("GROUP_CONCAT(request_id ORDER BY request_id) FROM audit_log"
                        + " WHERE action = 'instance.submit' AND"))
                .matches("trace-0,trace-[23],trace-5");
        assertThat(new AuditTrail(database).verify(tenantId).isOk()).isTrue();
    }

    @Test
    void ofAQuotaEachHasItsShareAndTheRestIsRefused() throws Exception {
        admin.put(ApiClient.TENANTS + "/" + tenantId + "/quotas", "{\"waiting\":5}");

        List<FutureTask<SubmitView>> submits = behindALock(IntStream.range(0, 8)
                .mapToObj(i -> submit(i, "{\"handler\":\"echo\"}"))
                .toList());

        List<ApiException> refusals = new ArrayList<>();
        for (FutureTask<SubmitView> submit : submits) {
            try {
                submit.get();
            } catch (ExecutionException e) {
                refusals.add((ApiException) e.getCause());
            }
        }
        assertThat(refusals).hasSize(3).allSatisfy(refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.QUOTA_EXCEEDED);
            assertThat(refusal.headers().getFirst("Retry-After")).isNotNull();
        });
        assertThat(ofTenant("COUNT(*) FROM task_instances WHERE")).isEqualTo("5");
    }

    @Test
    void aDisabledTenantIsDisabledForAll() throws Exception {
        List<FutureTask<SubmitView>> submits = behindALock(
                "UPDATE tenants SET status = 'DISABLED' WHERE id = '" + tenantId + "'",
                IntStream.range(0, 4)
                        .mapToObj(i -> submit(i, "{\"handler\":\"echo\"}"))
                        .toList());

        for (FutureTask<SubmitView> submit : submits) {
            assertThatThrownBy(submit::get)
                    .cause()
                    .isInstanceOfSatisfying(
                            ApiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TENANT_DISABLED));
        }
    }

    /** Over HTTP, with whatever company there is. */
    @Test
    void nothingIsLostOrDoubledHoweverManyComeAtOnce() {
        Together.run(8, thread -> {
            for (int i = 0; i < 25; i++) {
                submitted("{\"handler\":\"echo\",\"requestKey\":\"%d-%d\"}".formatted(thread, i));
            }
        });

        assertThat(ofTenant("COUNT(*) FROM task_instances WHERE")).isEqualTo("200");
        assertThat(ofTenant("COUNT(DISTINCT object_id) FROM audit_log WHERE action = 'instance.submit' AND"))
                .isEqualTo("200");
    }

    private List<FutureTask<SubmitView>> behindALock(List<Callable<SubmitView>> submits) throws Exception {
        return behindALock("UPDATE tenants SET weight = weight + 1 WHERE id = '" + tenantId + "'", submits);
    }

    /** The first waits in the database for the lock of an update, and the others for the first; then it is committed. */
    private List<FutureTask<SubmitView>> behindALock(String update, List<Callable<SubmitView>> submits)
            throws Exception {
        List<FutureTask<SubmitView>> tasks =
                submits.stream().map(FutureTask::new).toList();
        List<Thread> threads = tasks.stream().map(Thread::new).toList();
        try (Connection lock = SCHEMA.dataSource().getConnection()) {
            lock.setAutoCommit(false);
            lock.createStatement().executeUpdate(update);
            threads.get(0).start();
            await().until(() -> !sql("SELECT COUNT(*) FROM information_schema.PROCESSLIST"
                            + " WHERE INFO LIKE 'SELECT status FROM tenants WHERE%MODE' AND DB = '" + SCHEMA.name()
                            + "'")
                    .equals("0"));
            List<Thread> others = threads.subList(1, threads.size());
            others.forEach(Thread::start);
            await().until(() -> others.stream().allMatch(other -> other.getState() == Thread.State.WAITING));
            lock.commit();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return tasks;
    }

    private Callable<SubmitView> submit(int number, String body) {
        Caller caller =
                new Caller(tenantId, true, "key", KeyGrant.of(KeyRole.OWNER), null, "127.0.0.1", "trace-" + number);
        SubmitRequest request = StrictJson.mapper().readValue(body, SubmitRequest.class);
        return () -> submissions.submit(caller, request);
    }

    private String ofTenant(String query) {
        return sql("SELECT " + query + " tenant_id = '" + tenantId + "'");
    }

    private static void assertRefused(FutureTask<SubmitView> submit, ErrorCode code, String field) {
        assertThatThrownBy(submit::get).cause().isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.errors()).map(error -> error.field()).containsExactly(field);
        });
    }
}
