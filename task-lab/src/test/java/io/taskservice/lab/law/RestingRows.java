package io.taskservice.lab.law;

import static java.util.Comparator.comparing;

import io.taskservice.definition.DefinitionStatus;
import io.taskservice.firing.GapReason;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.PastAttempt;
import io.taskservice.lab.journal.Journals;
import io.taskservice.node.NodeState;
import io.taskservice.schedule.DstGapPolicy;
import io.taskservice.schedule.ScheduleType;
import io.taskservice.simulation.Row;
import io.taskservice.work.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds rows of a database in memory, at rest, to the laws that hold on any database.
 *
 * @param definitions rows of {@code task_definitions}
 * @param gaps of {@code fire_gaps}
 * @param instances of {@code task_instances}
 * @param attempts of {@code task_attempts}
 * @param nodes of {@code nodes}
 * @param now when everything was at rest
 */
public record RestingRows(
        Collection<Row> definitions,
        Collection<Row> gaps,
        Collection<Row> instances,
        Collection<Row> attempts,
        Collection<Row> nodes,
        Instant now) {

    /** The clock may jump between any two statements. */
    private static final Duration SLACK = Duration.ofDays(1);

    /** What breaks a law. */
    public List<String> violations() {
        List<Findings> all = new ArrayList<>();
        all.add(fires());
        List<NodeFacts> nodeFacts = nodes.stream()
                .map(row -> new NodeFacts(
                        row.text("id"),
                        row.text("boot_id"),
                        row.need("state", NodeState.class),
                        row.instant("lease_until")))
                .toList();
        Findings ends = new Findings(Law.ENDS);
        Findings attemptFindings = new Findings(Law.ATTEMPTS);
        Findings results = new Findings(Law.RESULTS);
        List<InstanceLaw> laws = List.of(
                new EndLaw(CheckOptions.DEFAULT.atRest(), nodeFacts, ends),
                new AttemptLaw(SLACK, attemptFindings),
                new ResultLaw(Journals.NONE, new NodesOfProcesses(nodeFacts), results));
        instances.forEach(row -> laws.forEach(law -> law.check(historyOf(row))));
        all.addAll(List.of(ends, attemptFindings, results));
        return all.stream()
                .flatMap(findings -> findings.report().kept().stream())
                .map(Violation::toString)
                .toList();
    }

    private Findings fires() {
        Findings findings = new Findings(Law.FIRES);
        for (Row row : definitions) {
            if (!row.is("schedule_type", ScheduleType.FIXED_DELAY)) {
                balance(row, findings);
            }
        }
        return findings;
    }

    private void balance(Row definition, Findings findings) {
        DefinitionFacts facts = factsOf(definition);
        Instant cursor = facts.nextFireTime();
        DueTimes due = new DueTimes(facts);
        new FireAccount(
                        facts.knownSince(),
                        firesOf(definition).iterator(),
                        gapsOf(definition).iterator(),
                        due::isSkipped,
                        (expected, found) -> findings.broken(facts.tenantId(), facts.id(), expected, found))
                .balance(due.between(facts.knownSince(), cursor == null ? now : cursor));
    }

    private List<Instant> firesOf(Row definition) {
        return instances.stream()
                .filter(row -> row.is("task_definition_id", definition.need("id", Object.class)))
                .map(row -> row.instant("fire_time"))
                .sorted()
                .toList();
    }

    private List<GapFacts> gapsOf(Row definition) {
        return gaps.stream()
                .filter(row -> row.is("task_definition_id", definition.need("id", Object.class)))
                .map(row -> new GapFacts(
                        row.text("id"),
                        row.instant("from_time"),
                        row.instant("to_time"),
                        row.need("fires", Long.class),
                        row.need("reason", GapReason.class)))
                .sorted(comparing(GapFacts::fromTime))
                .toList();
    }

    private static DefinitionFacts factsOf(Row row) {
        Duration interval = row.get("interval_ms", Duration.class);
        return new DefinitionFacts(
                row.text("id"),
                row.text("tenant_id"),
                row.need("schedule_type", ScheduleType.class),
                null,
                interval == null ? null : interval.toMillis(),
                row.get("run_at", Instant.class),
                row.instant("anchor_at"),
                row.text("time_zone"),
                row.need("dst_gap_policy", DstGapPolicy.class),
                row.get("starts_at", Instant.class),
                row.get("ends_at", Instant.class),
                row.need("status", DefinitionStatus.class),
                row.get("next_fire_time", Instant.class),
                row.instant("created_at"),
                row.instant("updated_at"));
    }

    private InstanceHistory historyOf(Row row) {
        List<PastFacts> past = attempts.stream()
                .filter(attempt -> attempt.is("task_instance_id", row.need("id", Object.class)))
                .map(RestingRows::pastOf)
                .sorted(comparing(PastFacts::attempt))
                .toList();
        return new InstanceHistory(instanceOf(row), past);
    }

    private static PastFacts pastOf(Row row) {
        return new PastFacts(
                row.text("task_instance_id"),
                row.number("attempt"),
                row.text("node"),
                row.instant("start_time"),
                row.instant("end_time"),
                row.need("outcome", PastAttempt.Outcome.class),
                row.get("error_code", String.class));
    }

    private static InstanceFacts instanceOf(Row row) {
        return new InstanceFacts(
                row.text("id"),
                row.text("tenant_id"),
                textOf(row, "task_definition_id"),
                row.text("handler"),
                row.text("queue"),
                row.need("status", InstanceStatus.class),
                row.instant("run_at"),
                row.number("attempt"),
                row.number("retry_count"),
                row.number("crash_count"),
                row.number("max_attempts"),
                row.need("delivery", Delivery.class),
                textOf(row, "execution_node"),
                row.get("start_time", Instant.class),
                row.get("end_time", Instant.class),
                row.get("error_code", String.class),
                row.get("result", String.class),
                row.get("concurrency_key", String.class),
                row.get("concurrency_limit", Integer.class));
    }

    private static @Nullable String textOf(Row row, String column) {
        return row.isNull(column) ? null : row.text(column);
    }
}
