package io.taskservice.log;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.Ids;
import io.taskservice.instance.TaskInstance;
import io.taskservice.log.TaskLogMapper.LogRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Stores and reads lines of TaskLogger. */
public final class TaskLogRepository {

    private final TaskLogMapper mapper;

    public TaskLogRepository(TaskDatabase database) {
        this.mapper = database.mapper(TaskLogMapper.class);
    }

    /** Adds lines in one statement. */
    public void insert(List<LogLine> lines) {
        if (!lines.isEmpty()) {
            mapper.insertAll(
                    lines.stream().map(line -> new LogRow(Ids.next(), line)).toList());
        }
    }

    /** Up to {@code limit} lines of an instance after a place in its log, oldest first. */
    public List<LogLine> read(TaskInstance instance, Set<LogLevel> levels, LogCursor after, int limit) {
        return mapper.read(instance.tenantId(), instance.id(), notBefore(instance), levels, after, limit);
    }

    /** Deletes the log of an instance. */
    public void delete(TaskInstance instance) {
        mapper.deleteOf(instance.tenantId(), instance.id(), notBefore(instance));
    }

    /** A node's clock may be behind MySQL's; a day is far more than any and costs one partition more. */
    private static Instant notBefore(TaskInstance instance) {
        return instance.createdAt().minus(Duration.ofDays(1));
    }
}
