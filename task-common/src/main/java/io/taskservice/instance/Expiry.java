package io.taskservice.instance;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.InstanceId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Ends instances that have waited for their first start longer than they may. */
final class Expiry {

    private final TaskDatabase database;
    private final InstanceUpkeepMapper mapper;
    private final TaskInstanceMapper instances;
    private final SideRowMapper sideRows;
    private final Endings endings;

    Expiry(TaskDatabase database, Endings endings) {
        this.database = database;
        this.mapper = database.mapper(InstanceUpkeepMapper.class);
        this.instances = database.mapper(TaskInstanceMapper.class);
        this.sideRows = database.mapper(SideRowMapper.class);
        this.endings = endings;
    }

    /** Fails these, which the caller has locked and which have not started. */
    void expire(Collection<InstanceId> ids) {
        if (ids.isEmpty()) {
            return;
        }
        mapper.expire(ids);
        endings.ended(instances.findAll(ids).stream().map(Ended::as).toList());
    }

    /** Fails up to {@code limit} whose time is up, in a transaction; returns how many it looked at. */
    int expireDue(int limit) {
        Instant now = database.now();
        List<InstanceId> due = sideRows.lockExpiries(now, limit);
        if (due.isEmpty()) {
            return 0;
        }
        List<InstanceRow> waiting = waitingOf(instances.findAll(due), now);
        endings.holdGatesOfParked(waiting);
        List<InstanceRow> mine = waiting.isEmpty()
                ? List.of()
                : waitingOf(mapper.lock(waiting.stream().map(InstanceRow::id).toList()), now);
        expire(mine.stream().map(InstanceRow::id).toList());
        // Those that a claim has locked just now stay, until it is known what becomes of them.
        Set<InstanceId> done = new HashSet<>(due);
        waiting.stream().map(InstanceRow::id).forEach(done::remove);
        mine.stream().map(InstanceRow::id).forEach(done::add);
        if (!done.isEmpty()) {
            sideRows.deleteExpiries(now, done);
        }
        return due.size();
    }

    private static List<InstanceRow> waitingOf(List<InstanceRow> rows, Instant now) {
        return rows.stream()
                .filter(row -> row.status() == InstanceStatus.SCHEDULED || row.status() == InstanceStatus.PENDING)
                .filter(row -> row.isExpiredAt(now))
                .toList();
    }
}
