package io.taskservice.invariant;

import static java.util.stream.Collectors.toMap;

import io.taskservice.database.TaskDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Stores what the last passes found, so that every node can tell. */
public final class AuditFindings {

    private static final int MOST_EXAMPLES = 10;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final TaskDatabase database;
    private final FindingMapper mapper;

    public AuditFindings(TaskDatabase database) {
        this.database = database;
        this.mapper = database.mapper(FindingMapper.class);
    }

    /** Where the next pass goes on, by {@link Invariant#key}; those that are not there from the start. */
    public Map<String, String> places() {
        return mapper.all().stream()
                .filter(row -> row.place() != null)
                .collect(toMap(FindingMapper.Row::invariant, row -> Objects.requireNonNull(row.place())));
    }

    /** Notes what a look found that has come to its end. */
    public void record(Invariant invariant, Finding finding) {
        database.inTransaction(() -> {
            mapper.checked(List.of(new FindingMapper.Look(invariant.key(), finding.place())));
            List<InvariantState.Example> before = examples(mapper.find(invariant.key()));
            String examples = JSON.writeValueAsString(newest(finding, before, database.now()));
            mapper.violated(invariant.key(), finding.violations().size(), finding.repaired(), examples);
            return null;
        });
    }

    /** Notes, in one statement, looks that have come to their end and found nothing wrong. */
    public void recordSound(Map<Invariant, Finding> findings) {
        if (!findings.isEmpty()) {
            mapper.checked(findings.entrySet().stream()
                    .map(each -> new FindingMapper.Look(
                            each.getKey().key(), each.getValue().place()))
                    .toList());
        }
    }

    /** What is known of each invariant. */
    public List<InvariantState> all() {
        Map<String, FindingMapper.Row> rows =
                mapper.all().stream().collect(toMap(FindingMapper.Row::invariant, row -> row));
        return Arrays.stream(Invariant.values())
                .map(invariant -> stateOf(invariant, rows.get(invariant.key())))
                .toList();
    }

    /** How long ago the invariant was looked at that was not looked at for longest; one that never was counts so much. */
    public Duration age(Duration ifNever) {
        Instant now = database.now();
        return all().stream()
                .map(InvariantState::checkedAt)
                .map(checked -> checked == null ? ifNever : Duration.between(checked, now))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private static List<InvariantState.Example> newest(
            Finding finding, List<InvariantState.Example> before, Instant now) {
        Stream<InvariantState.Example> latest =
                finding.violations().stream().map(violation -> InvariantState.Example.of(violation, now));
        return Stream.concat(latest, before.stream()).limit(MOST_EXAMPLES).toList();
    }

    private static InvariantState stateOf(Invariant invariant, FindingMapper.@Nullable Row row) {
        return row == null
                ? new InvariantState(invariant, null, null, 0, 0, List.of())
                : new InvariantState(
                        invariant, row.checkedAt(), row.violatedAt(), row.found(), row.repaired(), examples(row));
    }

    private static List<InvariantState.Example> examples(FindingMapper.@Nullable Row row) {
        return row == null || row.examples() == null
                ? List.of()
                : List.of(JSON.readValue(row.examples(), InvariantState.Example[].class));
    }
}
