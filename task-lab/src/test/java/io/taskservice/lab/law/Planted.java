package io.taskservice.lab.law;

import static io.taskservice.testkit.DefinitionBuilder.aDefinition;
import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.audit.AuditEntry;
import io.taskservice.audit.AuditLog;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.firing.FireGap;
import io.taskservice.firing.Firing;
import io.taskservice.firing.GapReason;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import io.taskservice.identity.WebhookId;
import io.taskservice.instance.Claim;
import io.taskservice.instance.Completion;
import io.taskservice.instance.FailureCode;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.NewInstance;
import io.taskservice.instance.NewInstance.Start;
import io.taskservice.instance.Origin;
import io.taskservice.lab.HistoryChecker;
import io.taskservice.lab.journal.JournalLine;
import io.taskservice.lab.journal.Journals;
import io.taskservice.log.LogLevel;
import io.taskservice.log.LogLine;
import io.taskservice.node.Node;
import io.taskservice.node.Role;
import io.taskservice.testkit.InstanceBuilder;
import io.taskservice.testkit.TestStores;
import io.taskservice.webhook.EventType;
import io.taskservice.webhook.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A schema with a history in which every law has something to look at, made by the engine's own statements, so that it is
 * clean; tests spoil one thing of it.
 */
final class Planted implements AutoCloseable {

    static final Instant SINCE = Instant.parse("2026-03-06T00:00:00Z");
    static final NodeId FIRST = new NodeId("first-1");
    static final NodeId SECOND = new NodeId("second-2");

    private static final Duration A_MOMENT = Duration.ofMillis(5);
    private static final String JOURNAL = "journal";

    private final TestStores stores = TestStores.fresh();
    private final List<JournalLine> lines = new ArrayList<>();
    private @Nullable TaskDefinition rate;
    private @Nullable TaskDefinition cron;
    private @Nullable TaskDefinition chain;

    /** Five attempts of which only the last one counts, with journals. */
    InstanceId worn = InstanceId.next();

    /** Two that shared a limit of one, with journals. */
    InstanceId gated = InstanceId.next();

    InstanceId gatedNext = InstanceId.next();
    /** FAILED at its only attempt: a dead letter. */
    InstanceId dead = InstanceId.next();
    /** FAILED because its node was lost. */
    InstanceId lost = InstanceId.next();
    /** FAILED because its nodes were lost three times. */
    InstanceId poison = InstanceId.next();
    /** Never started. */
    InstanceId expired = InstanceId.next();
    /** CANCELLED while it waited for its second attempt. */
    InstanceId cancelledBetween = InstanceId.next();
    /** CANCELLED while it ran. */
    InstanceId cancelledRunning = InstanceId.next();
    /** SUCCESS, with a callback, a label, a log, a request key. */
    InstanceId told = InstanceId.next();

    static Planted empty() {
        return new Planted();
    }

    /** One that lasts as long as this JVM. */
    static Planted droppedAtTheEnd() {
        Planted planted = new Planted();
        Runtime.getRuntime().addShutdownHook(new Thread(planted::drop));
        return planted;
    }

    /** An embedded database may be gone before, and takes it along. */
    private void drop() {
        try {
            close();
        } catch (Exception e) {
            LoggerFactory.getLogger(Planted.class).debug("Not dropped", e);
        }
    }

    TestStores stores() {
        return stores;
    }

    /** Everything anew. */
    Planted plant() {
        stores.empty();
        lines.clear();
        join(FIRST);
        join(SECOND);
        aWebhook();
        fireRate();
        fireCron();
        fireOnce();
        fireChain();
        wear();
        shareALimit();
        fail();
        cancel();
        tell();
        audit();
        deliverAll();
        assertThat(check()).as("a clean history").isEmpty();
        return this;
    }

    /** At rest, since the first fires that were planted. */
    static CheckOptions options() {
        return CheckOptions.DEFAULT.since(SINCE).slack(Duration.ZERO).atRest();
    }

    List<Violation> check() {
        return check(options());
    }

    List<Violation> check(CheckOptions options) {
        return HistoryChecker.check(stores.database(), Journals.of(lines), options);
    }

    /** Changes one thing, and expects it to be found, and nothing else. */
    void spoil(String sql, @Nullable Object... parameters) {
        assertThat(stores.execute(sql, parameters)).as(sql).isPositive();
    }

    /** Exactly one violation, of this law, about that, in such words. */
    void assertFound(Law law, Object subject, String expected, String found) {
        assertFound(options(), law, subject, expected, found);
    }

    void assertFound(CheckOptions options, Law law, Object subject, String expected, String found) {
        List<Violation> violations = check(options);
        assertThat(violations).hasSize(1);
        Violation only = violations.get(0);
        assertThat(only.law()).as(only.toString()).isEqualTo(law);
        assertThat(only.subject()).as(only.toString()).isEqualTo(String.valueOf(subject));
        assertThat(only.expected()).as(only.toString()).contains(expected);
        assertThat(only.found()).as(only.toString()).contains(found);
    }

    TaskDefinition rate() {
        return Objects.requireNonNull(rate);
    }

    TaskDefinition cron() {
        return Objects.requireNonNull(cron);
    }

    TaskDefinition chain() {
        return Objects.requireNonNull(chain);
    }

    List<JournalLine> lines() {
        return lines;
    }

    /** Replaces the lines of an attempt. */
    void rewrite(InstanceId id, int attempt, JournalLine... others) {
        lines.removeIf(line -> line.instance().equals(id.value()) && line.attempt() == attempt);
        lines.addAll(Arrays.asList(others));
    }

    JournalLine lineOf(InstanceId id, int attempt, boolean begin) {
        return lines.stream()
                .filter(line ->
                        line.instance().equals(id.value()) && line.attempt() == attempt && line.begins() == begin)
                .findFirst()
                .orElseThrow();
    }

    private void join(NodeId id) {
        Node.Profile profile = new Node.Profile(
                Set.of(Role.EXECUTOR), "here:1", "test", 8, Set.of("echo", JOURNAL), Set.of("default"));
        stores.nodes().join(id, "boot-" + id.value(), profile, Duration.ofHours(1));
    }

    private void aWebhook() {
        WebhookId id = WebhookId.next();
        stores.webhooks()
                .insert(
                        TenantId.DEFAULT,
                        id,
                        new Webhook.Wish("all", null, "https://example.org/hook", EventType.ofInstances()));
        stores.execute("UPDATE webhooks SET updated_at = created_at - INTERVAL 1 HOUR WHERE id = ?", id.value());
    }

    /** Each hour: two instances, a gap of three, an instance. */
    private void fireRate() {
        TaskDefinition definition = aDefinition()
                .every(Duration.ofHours(1))
                .anchor(SINCE)
                .dueAt(hour(1))
                .insertInto(stores);
        fire(definition, List.of(hour(1), hour(2)), List.of(gap(definition, hour(3), hour(5), 3)), hour(6));
        fire(stores.reread(definition), List.of(hour(6)), List.of(), hour(7));
        rate = definition;
    }

    /** Daily at a local time that the clocks skip on 8 March. */
    private void fireCron() {
        Instant first = Instant.parse("2026-03-06T07:30:00Z");
        Instant skipped = Instant.parse("2026-03-08T07:00:00Z");
        Instant last = Instant.parse("2026-03-09T06:30:00Z");
        TaskDefinition definition = aDefinition()
                .cron("0 30 2 * * ?")
                .zone("America/New_York")
                .skippingDstGaps()
                .dueAt(first)
                .insertInto(stores);
        FireGap clock = new FireGap(definition.tenantId(), definition.id(), skipped, skipped, 1, GapReason.DST);
        fire(
                definition,
                List.of(first, first.plus(Duration.ofDays(1)), last),
                List.of(clock),
                Instant.parse("2026-03-10T06:30:00Z"));
        cron = definition;
    }

    private void fireOnce() {
        TaskDefinition definition = aDefinition().once(hour(10)).dueAt(hour(10)).insertInto(stores);

        fireLast(definition, List.of(hour(10)));
    }

    private void fireLast(TaskDefinition definition, List<Instant> times) {
        write(new Firing(definition, instancesOf(definition, times), List.of(), null, false));
        runAll("echo");
    }

    /** An instance that ends moves the chain. */
    private void fireChain() {
        TaskDefinition definition =
                aDefinition().fixedDelay(Duration.ofHours(1)).dueAt(hour(1)).insertInto(stores);
        fireLast(definition, List.of(hour(1)));
        chain = definition;
        assertThat(stores.reread(definition).cursor().nextFireTime()).isNotNull();
    }

    private void fire(TaskDefinition definition, List<Instant> times, List<FireGap> gaps, Instant next) {
        write(new Firing(definition, instancesOf(definition, times), gaps, next, false));
        runAll("echo");
    }

    private void write(Firing firing) {
        stores.database().inTransaction(() -> {
            stores.firings().write(List.of(firing));
            return true;
        });
    }

    private List<NewInstance> instancesOf(TaskDefinition definition, List<Instant> times) {
        Instant now = stores.now();
        return times.stream()
                .map(time -> NewInstance.of(definition, null, Origin.fire(time), Start.now(now)))
                .toList();
    }

    private void runAll(String handler) {
        List<Claim> claims = stores.claim(FIRST, "default", Set.of(handler), 50);
        stores.instances()
                .complete(claims.stream()
                        .map(claim -> Completion.success(claim, A_MOMENT, null))
                        .toList());
    }

    /** Retried, snoozed, given back, its node lost, done. */
    private void wear() {
        worn = anInstance().handler(JOURNAL).maxAttempts(3).insertInto(stores);
        complete(Completion.retry(begin(FIRST), A_MOMENT, Duration.ZERO, "BROKEN", "no luck"), true);
        complete(Completion.snoozed(begin(SECOND), A_MOMENT, Duration.ZERO), true);
        complete(Completion.returned(begin(FIRST), A_MOMENT), true);
        begin(FIRST);
        assertThat(stores.upkeep().rescue(FIRST, 10).claims()).isEqualTo(1);
        complete(Completion.success(begin(SECOND), A_MOMENT, "attempt 5"), true);
    }

    private void shareALimit() {
        gated = anInstance().handler(JOURNAL).concurrency("one", 1).insertInto(stores);
        gatedNext = anInstance().handler(JOURNAL).concurrency("one", 1).insertInto(stores);
        Claim one = begin(FIRST);
        assertThat(stores.claim(SECOND, "default", Set.of(JOURNAL), 5)).isEmpty();
        complete(Completion.success(one, A_MOMENT, "attempt 1"), true);
        complete(Completion.success(begin(SECOND), A_MOMENT, "attempt 1"), true);
        assertThat(stores.statusOf(gatedNext)).isEqualTo(InstanceStatus.SUCCESS);
    }

    private void fail() {
        dead = anInstance().insertInto(stores);
        complete(Completion.failure(claim(), A_MOMENT, "BROKEN", "no luck"), false);
        lost = anInstance().atMostOnce().insertInto(stores);
        claim();
        stores.upkeep().rescue(FIRST, 10);
        poison = anInstance().insertInto(stores);
        for (int i = 0; i < 3; i++) {
            claim();
            stores.upkeep().rescue(FIRST, 10);
        }
        expired = anInstance().queueTimeout(Duration.ofMillis(1)).insertInto(stores);
        stores.upkeep().expire(10);
        assertThat(List.of(dead, lost, poison, expired)).allMatch(id -> stores.statusOf(id) == InstanceStatus.FAILED);
    }

    private void cancel() {
        cancelledBetween = anInstance().maxAttempts(2).insertInto(stores);
        complete(Completion.retry(claim(), A_MOMENT, Duration.ofHours(1), "BROKEN", "no luck"), false);
        stores.instances().cancel(TenantId.DEFAULT, cancelledBetween);
        cancelledRunning = anInstance().insertInto(stores);
        Claim running = claim();
        stores.instances().cancel(TenantId.DEFAULT, cancelledRunning);
        complete(Completion.cancelled(running, A_MOMENT, FailureCode.CANCELLED), false);
    }

    private void tell() {
        told = submitted().insertInto(stores);
        Claim claim = claim();
        stores.logs()
                .insert(List.of(
                        new LogLine(claim.tenantId(), told, 1, 1, LogLevel.INFO, "hello", stores.now()),
                        new LogLine(claim.tenantId(), told, 1, 2, LogLevel.INFO, "bye", stores.now())));
        complete(Completion.success(claim, A_MOMENT, "done"), false);
    }

    private static InstanceBuilder submitted() {
        return anInstance()
                .callbackUrl("https://example.org/callback")
                .label("kind", "told")
                .requestKey("the-request");
    }

    private void audit() {
        AuditLog log = new AuditLog(stores.database());
        for (String action : List.of("definition.create", "definition.edit", "definition.delete")) {
            stores.database().inTransaction(() -> {
                log.add(AuditEntry.ofPlatform(TenantId.DEFAULT, action, "some-object"));
                return true;
            });
        }
    }

    private void deliverAll() {
        stores.execute("UPDATE webhook_deliveries SET state = 'DELIVERED', next_try_at = NULL");
    }

    /** The next echo, by the first node. */
    private Claim claim() {
        return stores.claim(FIRST, 1).get(0);
    }

    /** The next journalled, once it may go, with its line. */
    private Claim begin(NodeId node) {
        stores.upkeep().promote(10);
        Claim claim = stores.claim(node, "default", Set.of(JOURNAL), 1).get(0);
        lines.add(line(true, claim));
        return claim;
    }

    private void complete(Completion completion, boolean journalled) {
        if (journalled) {
            lines.add(line(false, completion.claim()));
        }
        assertThat(stores.instances().complete(List.of(completion))).hasSize(1);
    }

    private JournalLine line(boolean begins, Claim claim) {
        return new JournalLine(
                begins,
                stores.now(),
                claim.id().value(),
                claim.attempt(),
                claim.node().value(),
                false);
    }

    private static Instant hour(int number) {
        return SINCE.plus(Duration.ofHours(number));
    }

    private static FireGap gap(TaskDefinition definition, Instant from, Instant to, long fires) {
        return new FireGap(definition.tenantId(), definition.id(), from, to, fires, GapReason.MISFIRE);
    }

    /** The first column of the only row. */
    String text(String sql, @Nullable Object... parameters) {
        return stores.texts(sql, parameters).get(0);
    }

    @Override
    public void close() throws Exception {
        stores.close();
    }
}
