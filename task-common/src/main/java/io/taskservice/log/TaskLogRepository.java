package io.taskservice.log;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.Ids;
import io.taskservice.instance.TaskInstance;
import io.taskservice.log.TaskLogMapper.LogRow;
import java.time.Duration;
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
        // A node's clock may be behind MySQL's; a day is far more than any and costs one partition more.
        return mapper.read(
                instance.tenantId(),
                instance.id(),
                instance.createdAt().minus(Duration.ofDays(1)),
                levels,
                after,
                limit);
    }
}
