package io.taskservice.instance;

import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.deadletter.DeadLetter;
import io.taskservice.deadletter.DeadLetterFilter;
import io.taskservice.deadletter.DeadLetterGroup;
import io.taskservice.deadletter.DeadLetters;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import io.taskservice.testkit.TestStores;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is remembered of an instance beside its row: attempts, dead letters, labels; and how it expires and is deleted. */
class PastsIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final NodeId NODE = new NodeId("node-1");
    private static final Duration TOOK = Duration.ofMillis(5);

    private final TaskInstanceRepository instances = STORES.instances();
    private final DeadLetters deadLetters = new DeadLetters(STORES.database());

    @BeforeEach
    void emptyTheTables() {
        STORES.empty();
    }

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @Test
    void eachAttemptThatWasNotTheLastIsRemembered() {
        InstanceId id = anInstance().maxAttempts(9).insertInto(STORES);

        complete(Completion.retry(claim(), TOOK, Duration.ZERO, "BUSY", "try later"));
        complete(Completion.snoozed(claim(), TOOK, Duration.ZERO));
        complete(Completion.returned(claim(), TOOK));
        claim();
        STORES.upkeep().rescue(NODE, 10);
        Claim given = claim();
        STORES.claims().giveBack(NODE, List.of(new Held(id, given.attempt())));
        complete(Completion.success(claim(), TOOK, null));

        List<PastAttempt> past = instances.pastAttempts(TENANT, id, 100);
        assertThat(past)
                .extracting(PastAttempt::outcome)
                .containsExactly(
                        PastAttempt.Outcome.RETRIED,
                        PastAttempt.Outcome.SNOOZED,
                        PastAttempt.Outcome.GIVEN_BACK,
                        PastAttempt.Outcome.NODE_LOST,
                        PastAttempt.Outcome.GIVEN_BACK);
        assertThat(past).extracting(PastAttempt::attempt).containsExactly(1, 2, 3, 4, 5);
        assertThat(past.get(0).errorCode()).isEqualTo("BUSY");
        assertThat(past.get(0).errorMessage()).isEqualTo("try later");
        assertThat(past.get(0).node()).isEqualTo(NODE);
        assertThat(past.get(0).endTime()).isAfterOrEqualTo(past.get(0).startTime());
        assertThat(STORES.instance(id).run().retries()).isEqualTo(1);
        assertThat(instances.pastAttempts(new TenantId("other"), id, 100)).isEmpty();
    }

    @Test
    void anOutcomeWrittenTwiceIsRememberedOnce() {
        InstanceId id = anInstance().maxAttempts(9).insertInto(STORES);
        Completion outcome = Completion.retry(claim(), TOOK, Duration.ofHours(1), "BUSY", null);

        complete(outcome);
        assertThat(instances.complete(List.of(outcome))).containsExactly(new Held(id, 1));

        assertThat(instances.pastAttempts(TENANT, id, 100)).hasSize(1);
    }

    @Test
    void whatFailsForGoodIsADeadLetterOfItsKind() {
        anInstance().insertInto(STORES);
        anInstance().insertInto(STORES);
        InstanceId lost = anInstance().atMostOnce().insertInto(STORES);
        List<Claim> claims = STORES.claim(NODE, 10);
        complete(Completion.failure(claims.get(0), TOOK, "E", "order 17 is missing"));
        complete(Completion.failure(claims.get(1), TOOK, "E", "order 18 is missing"));
        STORES.upkeep().rescue(NODE, 10);

        List<DeadLetterGroup> groups = deadLetters.groups(TENANT, DeadLetterFilter.ALL, 10);

        assertThat(groups).extracting(DeadLetterGroup::letters).containsExactly(2L, 1L);
        assertThat(groups.get(1).newest()).isEqualTo(lost);
        assertThat(groups.get(1).errorCode()).isEqualTo("NODE_LOST");
        assertThat(deadLetters.list(TENANT, DeadLetterFilter.ALL, 10)).hasSize(3);
        assertThat(deadLetters.countAll()).isEqualTo(3);
        assertThat(deadLetters.remove(TENANT, lost)).isTrue();
        assertThat(deadLetters.remove(TENANT, lost)).isFalse();
        assertThat(deadLetters.remove(new TenantId("other"), claims.get(0).id()))
                .isFalse();
    }

    @Test
    void whatEndsOtherwiseIsNoDeadLetter() {
        anInstance().insertInto(STORES);
        anInstance().insertInto(STORES);
        List<Claim> claims = STORES.claim(NODE, 10);
        complete(Completion.success(claims.get(0), TOOK, null));
        complete(Completion.cancelled(claims.get(1), TOOK, FailureCode.CANCELLED));

        assertThat(deadLetters.countAll()).isZero();
    }

    @Test
    void whatDidNotStartInTimeExpiresWithoutAnExecutor() {
        InstanceId late = anInstance()
                .handler("nobody")
                .queueTimeout(Duration.ofSeconds(1))
                .insertInto(STORES);
        InstanceId early = anInstance()
                .handler("nobody")
                .runAt(STORES.now())
                .queueTimeout(Duration.ofHours(1))
                .insertInto(STORES);

        assertThat(STORES.upkeep().expire(10)).isEqualTo(1);
        assertThat(STORES.upkeep().expire(10)).isZero();

        TaskInstance expired = STORES.instance(late);
        assertThat(expired.status()).isEqualTo(InstanceStatus.FAILED);
        assertThat(expired.outcome().errorCode()).isEqualTo("EXPIRED");
        assertThat(expired.run().endTime()).isNotNull();
        assertThat(STORES.statusOf(early)).isEqualTo(InstanceStatus.PENDING);
        assertThat(deadLetters.list(TENANT, DeadLetterFilter.ALL, 10))
                .extracting(DeadLetter::instanceId)
                .containsExactly(late);
    }

    @Test
    void aClaimRunsNothingThatHasExpired() {
        InstanceId late = anInstance().queueTimeout(Duration.ofSeconds(1)).insertInto(STORES);
        InstanceId next = anInstance().insertInto(STORES);

        assertThat(STORES.claim(NODE, 10)).extracting(Claim::id).containsExactly(next);

        assertThat(STORES.instance(late).outcome().errorCode()).isEqualTo("EXPIRED");
    }

    @Test
    void whatHasStartedInTimeIsNotExpiredByItsRetry() {
        InstanceId id = anInstance()
                .runAt(STORES.now())
                .queueTimeout(Duration.ofSeconds(60))
                .maxAttempts(3)
                .insertInto(STORES);
        complete(Completion.retry(claim(), TOOK, Duration.ZERO, "E", null));
        STORES.execute("UPDATE task_instances SET expires_at = ?", Instant.parse("2020-01-01T00:00:00Z"));
        STORES.execute("UPDATE instance_expiries SET expires_at = ?", Instant.parse("2020-01-01T00:00:00Z"));

        STORES.upkeep().expire(10);
        STORES.upkeep().promote(10);

        assertThat(STORES.statusOf(id)).isEqualTo(InstanceStatus.PENDING);
        assertThat(STORES.claim(NODE, 10)).hasSize(1);
        assertThat(STORES.number("SELECT COUNT(*) FROM instance_expiries")).isZero();
    }

    @Test
    void labelsFindInstancesTogetherWithTheOtherFilters() {
        InstanceId both = anInstance().label("team", "a").label("env", "prod").insertInto(STORES);
        InstanceId one = anInstance().label("team", "a").queue("q").insertInto(STORES);
        anInstance().label("team", "b").insertInto(STORES);
        anInstance().tenant(new TenantId("other")).label("team", "a").insertInto(STORES);

        assertThat(labelled(Map.of("team", "a"), null)).containsExactly(one, both);
        assertThat(labelled(Map.of("team", "a", "env", "prod"), null)).containsExactly(both);
        assertThat(labelled(Map.of("team", "a"), "q")).containsExactly(one);
        assertThat(STORES.instance(both).origin().labels().byName()).containsEntry("env", "prod");
    }

    @Test
    void aPriorityCanBeChangedWhileItWaits() {
        InstanceId first = anInstance().insertInto(STORES);
        InstanceId second = anInstance().insertInto(STORES);

        assertThat(instances.changePriority(TENANT, second, 1)).isTrue();
        assertThat(instances.changePriority(new TenantId("other"), first, 1)).isFalse();

        assertThat(STORES.claim(NODE, 1)).extracting(Claim::id).containsExactly(second);
        assertThat(instances.changePriority(TENANT, second, 2)).isFalse();
    }

    @Test
    void whatIsDeletedLeavesNothingBehind() {
        InstanceId id = anInstance().maxAttempts(2).label("a", "b").insertInto(STORES);
        assertThat(instances.deleteEnded(TENANT, id)).isFalse();
        complete(Completion.retry(claim(), TOOK, Duration.ZERO, "E", null));
        STORES.upkeep().promote(10);
        complete(Completion.failure(claim(), TOOK, "E", null));

        assertThat(instances.deleteEnded(new TenantId("other"), id)).isFalse();
        assertThat(instances.deleteEnded(TENANT, id)).isTrue();

        for (String table : List.of("task_instances", "task_attempts", "dead_letters", "instance_labels")) {
            assertThat(STORES.number("SELECT COUNT(*) FROM " + table)).as(table).isZero();
        }
    }

    @Test
    void retentionTakesEverythingOfAnInstanceAlong() {
        anInstance().label("a", "b").insertInto(STORES);
        complete(Completion.failure(claim(), TOOK, "E", null));

        assertThat(STORES.upkeep().deleteEndedBefore(STORES.now().plusSeconds(60), 10))
                .isEqualTo(1);

        assertThat(STORES.number("SELECT COUNT(*) FROM dead_letters")).isZero();
        assertThat(STORES.number("SELECT COUNT(*) FROM instance_labels")).isZero();
    }

    @Test
    void aRequestKeyFindsItsInstanceAndMakesNoSecond() {
        InstanceId id = anInstance().requestKey("r-1").insertInto(STORES);

        assertThat(instances.findByRequestKeys(TENANT, List.of("r-1", "r-2")))
                .hasSize(1)
                .hasEntrySatisfying("r-1", found -> assertThat(found.id()).isEqualTo(id));
        assertThat(instances.findByRequestKeys(new TenantId("other"), List.of("r-1")))
                .isEmpty();
    }

    private List<InstanceId> labelled(Map<String, String> labels, @Nullable String queue) {
        InstanceFilter filter = new InstanceFilter(
                EnumSet.allOf(InstanceStatus.class), null, null, null, null, null, queue, labels, null);
        return instances.list(TENANT, filter, 10).stream().map(TaskInstance::id).toList();
    }

    private Claim claim() {
        STORES.upkeep().promote(10);
        return STORES.claim(NODE, 1).get(0);
    }

    private void complete(Completion completion) {
        assertThat(instances.complete(List.of(completion))).hasSize(1);
    }
}
