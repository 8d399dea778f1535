package io.taskservice.lab.law;

import io.taskservice.audit.AuditTrail;
import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.InstanceId;
import io.taskservice.lab.journal.Journals;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Checks all laws on what the thread's transaction sees. */
public final class Laws {

    private final TaskDatabase database;
    private final Journals journals;
    private final CheckOptions options;
    private final String firstId;
    private final Map<Law, Findings> findings = new EnumMap<>(Law.class);

    /** {@code journals}: what handlers wrote; without any, the laws about them find nothing. */
    public Laws(TaskDatabase database, Journals journals, CheckOptions options) {
        this.database = database;
        this.journals = journals;
        this.options = options;
        Instant since = options.since();
        this.firstId = since == null ? "" : InstanceId.lowestAt(since).value();
        for (Law law : Law.values()) {
            findings.put(law, new Findings(law));
        }
    }

    /** Reads everything once; call it once. */
    public CheckReport check() {
        Instant now = database.now();
        FireLaw fires = new FireLaw(database.mapper(FireMapper.class), options, now, of(Law.FIRES));
        fires.check();
        long instances = walk(now, fires.edited());
        new UniquenessLaw(database.mapper(UniquenessMapper.class), of(Law.UNIQUENESS)).check(instances);
        new EventLaw(database.mapper(EventHistoryMapper.class), options, of(Law.EVENTS)).check(now);
        new TenantLaw(database.mapper(TenantRowsMapper.class), of(Law.TENANTS)).check(instances);
        new RecordLaw(database.mapper(RecordMapper.class), new AuditTrail(database), of(Law.RECORDS)).check();
        return new CheckReport(findings.values().stream().map(Findings::report).toList());
    }

    private long walk(Instant now, Map<String, Instant> edited) {
        HistoryMapper mapper = database.mapper(HistoryMapper.class);
        List<NodeFacts> nodes = mapper.nodes();
        NodesOfProcesses processes = new NodesOfProcesses(nodes);
        EndLaw ends = new EndLaw(options, nodes, of(Law.ENDS));
        ends.checkNodes(now);
        of(Law.ENDS).broken(mapper.lettersOfNoFailure(firstId, Broken.MOST));
        return new HistoryWalk(mapper, options.journalled())
                .walk(
                        firstId,
                        List.of(
                                ends,
                                new AttemptLaw(options.slack(), of(Law.ATTEMPTS)),
                                new ResultLaw(journals, processes, of(Law.RESULTS)),
                                new JournalLaw(options, journals, processes, firstId, of(Law.JOURNALS)),
                                new LimitLaw(options, journals, edited, of(Law.LIMITS))));
    }

    private Findings of(Law law) {
        return findings.computeIfAbsent(law, Findings::new);
    }
}
