package io.taskservice.api.instance;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FailsWith;
import io.taskservice.log.LogLevel;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** The log of an instance. */
@RestController
@RequestMapping(InstanceController.PATH)
@Tag(name = "Instances", description = "Each thing to be run, once")
final class LogController {

    private final Logs logs;
    private final LogFollower follower;

    LogController(Logs logs, LogFollower follower) {
        this.logs = logs;
        this.follower = follower;
    }

    @GetMapping("/{id}/logs")
    @Operation(
            operationId = "getInstanceLogs",
            summary = "Read the log of an instance",
            description = "Oldest first. With follow=true the answer waits for new lines, the end of the instance, or"
                    + " waitMs; ask again with nextCursor until complete is true.")
    @FailsWith(ErrorCode.INSTANCE_NOT_FOUND)
    DeferredResult<Envelope<LogPage>> logs(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable @Parameter(description = "Of any of these; repeatable")
                    Set<LogLevel> levels,
            @RequestParam(required = false) @Nullable @Parameter(description = "nextCursor of the answer before")
                    String cursor,
            @RequestParam(defaultValue = "200")
                    @Min(value = 1, message = "limit is at least 1")
                    @Max(value = 1000, message = "limit is at most 1000")
                    int limit,
            @RequestParam(defaultValue = "false") boolean follow,
            @RequestParam(defaultValue = "20000")
                    @Min(value = 0, message = "waitMs is at least 0")
                    @Max(value = 30000, message = "waitMs is at most 30000")
                    int waitMs) {
        LogQuery query = LogQuery.of(levels, cursor, limit);
        Duration longest = follow ? Duration.ofMillis(waitMs) : Duration.ZERO;
        return follower.follow(() -> logs.read(caller.tenant(), id, query), longest);
    }
}
