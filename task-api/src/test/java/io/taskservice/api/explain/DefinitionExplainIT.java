package io.taskservice.api.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiClient;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.firing.FireGap;
import io.taskservice.firing.Firing;
import io.taskservice.firing.FiringRepository;
import io.taskservice.firing.GapReason;
import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.NewInstance;
import io.taskservice.instance.NewInstance.Start;
import io.taskservice.instance.Origin;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class DefinitionExplainIT extends ExplainTest {

    private static final String OF_THE_SYSTEM = "01890000-0000-7000-8000-0000000000ff";
    private static final String YEARLY = "\"scheduleType\":\"CRON\",\"cronExpression\":\"0 0 0 1 1 ?\"";
    private static final Duration HOUR = Duration.ofHours(1);

    @Autowired
    private FiringRepository firings;

    @Test
    void whatFiresInTimeTellsWhen() {
        String id = created(anEcho(YEARLY));

        JsonNode explained = explain(id);

        assertThat(explained.get("status").asString()).isEqualTo("ENABLED");
        assertThat(verdict(explained)).isEqualTo("ON_TIME");
        assertThat(explained.get("blockers")).isEmpty();
        assertThat(explained.get("verdict").get("message").asString())
                .isEqualTo("It fires next at " + explained.get("nextFireTime").asString());
        assertThat(explained.get("lateMs").asLong()).isZero();
        assertThat(explained.get("schedulers").toString()).isEqualTo("{\"live\":1,\"wish\":\"RUNNING\"}");
        assertThat(Duration.between(instant(explained, "from"), instant(explained, "to")))
                .isEqualTo(Duration.ofHours(24));
        assertThat(explained.get("dueTimes")).isEmpty();
        assertThat(explained.get("certainSince").isNull()).isFalse();
    }

    @Test
    void everyDueTimeIsAccountedFor() {
        Instant first = hoursAgo(9);
        TaskDefinition definition = hourly(first);
        fire(definition, List.of(first), List.of(), hour(first, 1));
        fire(definition, List.of(), List.of(gap(definition, hour(first, 1), hour(first, 3), 3)), hour(first, 4));
        fire(definition, List.of(hour(first, 4)), List.of(), hour(first, 5));

        JsonNode explained = explain(definition.id().value());

        assertThat(outcomes(explained)).containsExactly("OVERDUE 5", "FIRED 1", "GAP 3", "FIRED 1");
        JsonNode gap = explained.get("dueTimes").get(2);
        assertThat(gap.get("gapReason").asString()).isEqualTo("MISFIRE");
        assertThat(instant(gap, "dueTime")).isEqualTo(hour(first, 1));
        assertThat(instant(gap, "lastDueTime")).isEqualTo(hour(first, 3));
        assertThat(gap.get("note").asString()).contains("misfire policy");
        JsonNode fired = explained.get("dueTimes").get(3);
        assertThat(instant(fired, "dueTime")).isEqualTo(first);
        assertThat(fired.get("instanceStatus").asString()).isEqualTo("PENDING");
        assertThat(instant(explained, "nextFireTime")).isEqualTo(hour(first, 5));
        assertThat(explained.get("lateMs").asLong()).isGreaterThanOrEqualTo(4 * HOUR.toMillis());
        assertThat(verdict(explained)).isEqualTo("LATE");
    }

    @Test
    void theFutureIsToldOfWhenItIsAskedFor() {
        Instant first = hoursAgo(2);
        TaskDefinition definition = hourly(first);
        fire(definition, List.of(first, hour(first, 1)), List.of(), hour(first, 2));
        fire(definition, List.of(hour(first, 2)), List.of(), hour(first, 3));

        JsonNode explained = explain(definition.id().value(), "?from=" + first + "&to=" + hour(first, 5));

        assertThat(outcomes(explained)).containsExactly("TO_COME 1", "TO_COME 1", "FIRED 1", "FIRED 1", "FIRED 1");
    }

    @Test
    void whatIsLostIsToldOf() {
        Instant first = hoursAgo(2);
        TaskDefinition definition = hourly(first);
        fire(definition, List.of(first, hour(first, 1), hour(first, 2)), List.of(), hour(first, 3));
        update("DELETE FROM task_instances WHERE task_definition_id = '" + definition.id() + "' AND fire_time = '"
                + text(hour(first, 1)) + "'");

        assertThat(outcomes(explain(definition.id().value()))).containsExactly("FIRED 1", "UNACCOUNTED 1", "FIRED 1");
    }

    @Test
    void whatAPersonDeletedIsAGapFromThenOn() {
        Instant first = hoursAgo(2);
        TaskDefinition definition = hourly(first);
        fire(definition, List.of(first, hour(first, 1), hour(first, 2)), List.of(), hour(first, 3));
        JsonNode row = explain(definition.id().value()).get("dueTimes").get(1);
        String instance = row.get("instanceId").asString();
        tenant.post(ApiClient.INSTANCES + "/" + instance + "/cancel", null);

        assertThat(tenant.delete(ApiClient.INSTANCES + "/" + instance).status()).isEqualTo(204);

        JsonNode explained = explain(definition.id().value());
        assertThat(outcomes(explained)).containsExactly("FIRED 1", "GAP 1", "FIRED 1");
        assertThat(explained.get("dueTimes").get(1).get("gapReason").asString()).isEqualTo("DELETED");
        JsonNode gaps = ok(tenant.get(ApiClient.DEFINITIONS + "/" + definition.id() + "/gaps"));
        assertThat(gaps.get("items").get(0).get("reason").asString()).isEqualTo("DELETED");
        assertThat(instant(gaps.get("items").get(0), "from")).isEqualTo(hour(first, 1));
    }

    @Test
    void beforeTheLastChangeOnlyWhatIsRecordedIsTold() {
        Instant first = hoursAgo(9);
        TaskDefinition definition = hourly(first);
        fire(definition, List.of(first), List.of(), hour(first, 1));
        fire(definition, List.of(), List.of(gap(definition, hour(first, 1), hour(first, 2), 2)), hour(first, 6));
        fire(definition, List.of(hour(first, 6), hour(first, 7)), List.of(), hour(first, 8));
        update("UPDATE task_definitions SET updated_at = '" + text(hour(first, 6)) + "' WHERE id = '" + definition.id()
                + "'");

        JsonNode explained = explain(definition.id().value());

        assertThat(outcomes(explained)).containsExactly("OVERDUE 2", "FIRED 1", "FIRED 1", "GAP 2", "FIRED 1");
        assertThat(instant(explained, "certainSince")).isEqualTo(hour(first, 6));
    }

    @Test
    void whatIsOverdueSinceBeforeTheLastChangeIsTold() {
        Instant first = hoursAgo(3);
        TaskDefinition definition = hourly(first);
        fire(definition, List.of(first), List.of(), hour(first, 1));
        update("UPDATE task_definitions SET updated_at = '" + text(hour(first, 3)) + "' WHERE id = '" + definition.id()
                + "'");

        assertThat(outcomes(explain(definition.id().value()))).containsExactly("OVERDUE 3", "FIRED 1");
    }

    @Test
    void whatRetentionMayHaveDeletedIsNotMissing() {
        Instant first = hoursAgo(29);
        TaskDefinition definition = hourly(first);
        fire(definition, List.of(first, hour(first, 28)), List.of(), hour(first, 29));
        String window = "?from=" + first.minusSeconds(1);
        assertThat(unaccounted(explain(definition.id().value(), window))).isEqualTo(27);

        oldestOfTheSystem(hour(first, 3).plusSeconds(1));
        JsonNode explained = explain(definition.id().value(), window);
        oldestOfTheSystem(hour(first, 27));
        JsonNode ofAYoungPlatform = explain(definition.id().value(), window);
        update("DELETE FROM task_instances WHERE id = '" + OF_THE_SYSTEM + "'");

        assertThat(unaccounted(explained)).isEqualTo(24);
        assertThat(outcomes(explained)).startsWith("OVERDUE 1", "FIRED 1").endsWith("UNACCOUNTED 1", "FIRED 1");
        assertThat(instant(explained, "certainSince")).isEqualTo(hour(first, 3).plusSeconds(1));
        assertThat(unaccounted(ofAYoungPlatform)).as("of the last day").isBetween(22L, 23L);
    }

    private static long unaccounted(JsonNode explained) {
        return outcomes(explained).stream().filter("UNACCOUNTED 1"::equals).count();
    }

    private void oldestOfTheSystem(Instant createdAt) {
        update("REPLACE INTO task_instances (id, tenant_id, handler, queue, priority, status, run_at, max_attempts,"
                + " backoff_initial_ms, backoff_max_ms, delivery, created_at) VALUES ('" + OF_THE_SYSTEM
                + "', 'system', 'system.monitor', 'monitoring', 5, 'SUCCESS', '2026-01-01', 1, 0, 0, 'AT_LEAST_ONCE', '"
                + text(createdAt) + "')");
    }

    @Test
    void aLongStretchIsToldOfPieceByPiece() {
        Instant first = database.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(1000);
        TaskDefinition definition = every(1, first);
        for (int i = 0; i < 250; i += 50) {
            int from = i;
            List<Instant> fires = IntStream.range(from, from + 50)
                    .mapToObj(k -> first.plusSeconds(k))
                    .toList();
            fire(definition, fires, List.of(), first.plusSeconds(from + 50L));
        }
        fire(
                definition,
                List.of(),
                List.of(gap(definition, first.plusSeconds(250), first.plusSeconds(899), 650)),
                first.plusSeconds(900));

        JsonNode latest = explain(definition.id().value());
        JsonNode rest =
                explain(definition.id().value(), "?to=" + latest.get("nextTo").asString());

        assertThat(latest.get("dueTimes")).hasSize(200);
        assertThat(outcomes(latest).subList(0, 3).get(1)).isEqualTo("GAP 650");
        assertThat(rest.get("dueTimes")).hasSize(52);
        assertThat(rest.get("nextTo").isNull()).isTrue();
        assertThat(outcomes(rest)).containsOnly("FIRED 1");
        assertThat(instant(latest.get("dueTimes").get(199), "dueTime"))
                .isEqualTo(instant(rest.get("dueTimes").get(0), "dueTime").plusSeconds(1));
    }

    @Test
    void moreDueTimesThanAreCountedAreSaidToBeSo() {
        Instant first = database.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(5000);
        TaskDefinition definition = every(1, first);

        JsonNode overdue = explain(definition.id().value()).get("dueTimes").get(0);

        assertThat(overdue.get("outcome").asString()).isEqualTo("OVERDUE");
        assertThat(overdue.get("dueTimes").isNull()).isTrue();
        assertThat(instant(overdue, "dueTime")).isEqualTo(first);
    }

    @Test
    void aDisabledDefinition() {
        TaskDefinition definition = hourly(hoursAgo(3));
        String path = ApiClient.DEFINITIONS + "/" + definition.id();
        tenant.post(path + "/disable", null);
        update("UPDATE task_definitions SET updated_at = '" + text(hoursAgo(3).plusSeconds(1)) + "' WHERE id = '"
                + definition.id() + "'");

        JsonNode explained = explain(definition.id().value());
        assertThat(codes(explained)).containsExactly("DISABLED");
        assertThat(verdict(explained)).isEqualTo("BLOCKED");
        assertThat(outcomes(explained)).containsExactly("DISABLED 3");
        assertThat(explained.get("nextFireTime").isNull()).isTrue();

        tenant.post(path + "/enable", null);
        assertThat(codes(explain(definition.id().value()))).isEmpty();
    }

    @Test
    void aDisabledTenant() {
        String id = created(anEcho(YEARLY));
        admin.post(ApiClient.TENANTS + "/" + tenantId + "/disable", null);

        Answer seen = admin.get(path(id), "X-Tenant-Id", tenantId.value());
        assertThat(ok(seen).get("status").asString()).isEqualTo("SUSPENDED");
        assertThat(codes(seen.data())).containsExactly("TENANT_DISABLED");

        admin.post(ApiClient.TENANTS + "/" + tenantId + "/enable", null);
        assertThat(codes(explain(id))).isEmpty();
    }

    @Test
    void aScheduleThatCannotBeRead() {
        String id = created(anEcho(YEARLY));
        String cron = "UPDATE task_definitions SET cron_expression = '%s' WHERE id = '" + id + "'";
        update(cron.formatted("every now and then"));

        assertThat(codes(explain(id))).containsExactly("UNPLANNABLE");

        update(cron.formatted("0 0 0 1 1 ?"));
        assertThat(codes(explain(id))).isEmpty();
    }

    @Test
    void aWindowThatHasNotBegun() {
        Instant start = database.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(3600);
        String id = created(anEcho(YEARLY, "\"startsAt\":\"" + start + "\""));

        JsonNode blocker = blocker(explain(id), "OUTSIDE_VALIDITY");
        assertThat(instant(blocker, "until")).isEqualTo(start);

        update("UPDATE task_definitions SET starts_at = '2020-01-01' WHERE id = '" + id + "'");
        assertThat(codes(explain(id))).isEmpty();
    }

    @Test
    void aWindowThatIsOver() {
        Instant first = hoursAgo(2);
        TaskDefinition definition = hourly(first);
        Instant end = hour(first, 1).plusSeconds(1);
        update("UPDATE task_definitions SET ends_at = '" + text(end) + "' WHERE id = '" + definition.id() + "'");
        fire(definition, List.of(first, hour(first, 1)), List.of(), null);

        JsonNode explained = explain(definition.id().value());
        assertThat(codes(explained)).containsExactly("OUTSIDE_VALIDITY");
        assertThat(instant(explained.get("blockers").get(0), "since")).isEqualTo(end);
        assertThat(outcomes(explained)).containsExactly("FIRED 1", "FIRED 1");
    }

    @Test
    void whatWasDueOnceIsNeverDueAgain() {
        Instant at = database.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(3600);
        String id = created(anEcho("\"scheduleType\":\"ONCE\",\"runAt\":\"" + at + "\""));
        assertThat(codes(explain(id))).isEmpty();
        TaskDefinition definition =
                definitions.find(tenantId, new DefinitionId(id)).orElseThrow();
        fire(definition, List.of(at), List.of(), null);

        JsonNode explained = explain(id, "?from=" + at + "&to=" + at.plusSeconds(1));
        assertThat(codes(explained)).containsExactly("NEVER_AGAIN");
        assertThat(outcomes(explained)).containsExactly("FIRED 1");
        assertThat(explained.get("verdict").get("message").asString()).contains("was due once, at " + at);
    }

    @Test
    void aChainWhoseInstanceHasNotEnded() {
        String id = created(anEcho("\"scheduleType\":\"FIXED_DELAY\",\"intervalMs\":3600000"));
        TaskDefinition definition =
                definitions.find(tenantId, new DefinitionId(id)).orElseThrow();
        Instant first = Objects.requireNonNull(definition.cursor().nextFireTime());
        fire(definition, List.of(first), List.of(), null);

        JsonNode explained = explain(id);
        assertThat(codes(explained)).containsExactly("WAITS_FOR_END");
        assertThat(outcomes(explained)).containsExactly("FIRED 1");
        assertThat(explained.get("certainSince").isNull()).isTrue();

        succeed(claim(explained.get("dueTimes").get(0).get("instanceId").asString()));
        JsonNode after = explain(id, "?from=" + first + "&to=" + first.plusSeconds(7200));
        assertThat(codes(after)).isEmpty();
        assertThat(outcomes(after)).containsExactly("TO_COME 1", "FIRED 1");
    }

    @Test
    void anActiveInstanceThatForbidsOthers() {
        String id = created(anEcho(YEARLY, "\"overlapPolicy\":\"FORBID\""));
        String active = run(id);

        JsonNode blocker = blocker(explain(id), "FORBID_OVERLAP");
        assertThat(blocker.get("details").toString())
                .isEqualTo("{\"underWay\":[{\"instanceId\":\"" + active + "\",\"status\":\"PENDING\"}]}");

        succeed(claim(active));
        assertThat(codes(explain(id))).isEmpty();
    }

    @Test
    void noScheduler() {
        String id = created(anEcho(YEARLY));
        update("UPDATE nodes SET roles = 'executor' WHERE id = 'test-node'");

        assertThat(codes(explain(id))).containsExactly("NO_LIVE_SCHEDULER");

        putBack();
        assertThat(codes(explain(id))).isEmpty();
    }

    @Test
    void schedulersThatShallStop() {
        String id = created(anEcho(YEARLY));
        admin.post(ApiClient.SCHEDULER + "/stop", null);

        assertThat(codes(explain(id))).containsExactly("SCHEDULER_STOPPED");
        assertThat(explain(id).get("schedulers").get("wish").asString()).isEqualTo("STOPPED");

        admin.post(ApiClient.SCHEDULER + "/start", null);
        assertThat(codes(explain(id))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "from=yesterday,from,WRONG_TYPE",
        "from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z,from,OUT_OF_RANGE",
        "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z,to,OUT_OF_RANGE",
        "from=2026-01-01T00:00:00Z&to=2026-01-01T00:00:00Z,to,OUT_OF_RANGE",
        "from=2999-01-01T00:00:00Z,to,OUT_OF_RANGE",
        "to=-999999-01-01T00:00:00Z,to,WRONG_TYPE",
        "from=%2B999999-01-01T00:00:00Z,from,WRONG_TYPE",
        "at=2026-01-01T00:00:00Z,at,UNKNOWN_PARAMETER"
    })
    void badStretchesAreNamed(String query, String field, String code) {
        Answer answer = tenant.get(path(created(anEcho(YEARLY))) + "?" + query);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo(field);
        assertThat(answer.fieldCode()).isEqualTo(code);
    }

    @Test
    void whatIsNotTheTenantsIsNotThere() {
        TenantId otherId = new TenantId("o-" + UUID.randomUUID().toString().substring(0, 13));
        Answer foreign = newTenant(otherId).get(path(created(anEcho(YEARLY))));

        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.code()).isEqualTo("DEFINITION_NOT_FOUND");
        assertThat(tenant.get(path(DefinitionId.next().value())).message()).isEqualTo(foreign.message());
        assertThat(tenant.get(path("nonsense")).message()).isEqualTo(foreign.message());
    }

    /** Every hour from an instant on, unchanged since a second before that, and nothing fired yet. */
    private TaskDefinition hourly(Instant first) {
        return every(3600, first);
    }

    private TaskDefinition every(int seconds, Instant first) {
        String id = created(anEcho("\"scheduleType\":\"FIXED_RATE\",\"intervalMs\":" + seconds * 1000));
        update("UPDATE task_definitions SET anchor_at = '" + text(first) + "', next_fire_time = '" + text(first)
                + "', updated_at = '" + text(first.minusMillis(1)) + "' WHERE id = '" + id + "'");
        return definitions.find(tenantId, new DefinitionId(id)).orElseThrow();
    }

    /** As a scheduler does: instances, gaps and the cursor in one transaction. */
    private void fire(TaskDefinition definition, List<Instant> fires, List<FireGap> gaps, @Nullable Instant next) {
        database.inTransaction(() -> {
            TaskDefinition seen = definitions.lock(tenantId, definition.id()).orElseThrow();
            List<NewInstance> made = fires.stream()
                    .map(fire -> NewInstance.of(seen, null, Origin.fire(fire), Start.now(database.now())))
                    .toList();
            firings.write(List.of(new Firing(seen, made, gaps, next, false)));
            return seen;
        });
    }

    private FireGap gap(TaskDefinition definition, Instant from, Instant to, long fires) {
        return new FireGap(tenantId, definition.id(), from, to, fires, GapReason.MISFIRE);
    }

    /** And a half: no due time comes while a test looks. */
    private Instant hoursAgo(int hours) {
        return database.now()
                .truncatedTo(ChronoUnit.SECONDS)
                .minus(HOUR.multipliedBy(hours))
                .minus(HOUR.dividedBy(2));
    }

    private static Instant hour(Instant first, int hours) {
        return first.plus(HOUR.multipliedBy(hours));
    }

    private static String text(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString().replace('T', ' ');
    }

    private static List<String> outcomes(JsonNode explained) {
        JsonNode[] rows = new JsonNode[explained.get("dueTimes").size()];
        Arrays.setAll(rows, i -> explained.get("dueTimes").get(i));
        return Arrays.stream(rows)
                .map(row -> row.get("outcome").asString() + " "
                        + row.get("dueTimes").asString(""))
                .toList();
    }

    private static String verdict(JsonNode explained) {
        return explained.get("verdict").get("code").asString();
    }

    private static Instant instant(JsonNode node, String field) {
        return Instant.parse(node.get(field).asString());
    }

    private JsonNode explain(String id) {
        return explain(id, "");
    }

    private JsonNode explain(String id, String query) {
        return ok(tenant.get(path(id) + query));
    }

    private static String path(String id) {
        return ApiClient.DEFINITIONS + "/" + id + "/explain";
    }
}
