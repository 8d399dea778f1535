package io.taskservice.api.instance;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskservice.api.live.EventStream;
import io.taskservice.api.live.Streams;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FailsWith;
import io.taskservice.log.LogLevel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The log of an instance as a stream. */
@RestController
@RequestMapping(InstanceController.PATH)
@Tag(name = "Instances", description = "Each thing to be run, once")
final class LogStreamController {

    private static final int LINES = 200;
    private static final String BEGINNING = "0.0";
    private static final String HEADER = "Last-Event-ID";

    private final Instances instances;
    private final Logs logs;
    private final Streams streams;
    private final LogStreamer streamer;

    LogStreamController(Instances instances, Logs logs, Streams streams, LogStreamer streamer) {
        this.instances = instances;
        this.logs = logs;
        this.streams = streams;
        this.streamer = streamer;
    }

    @GetMapping(value = "/{id}/logs/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            operationId = "streamInstanceLogs",
            summary = "Listen to the log of an instance",
            description = "Server-sent events: line, whose id is its place, then end when the instance has ended and"
                    + " all its lines are sent. Coming back with Last-Event-ID goes on after that line; after end the"
                    + " answer is 204, which tells an EventSource to stop.")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "204", content = @Content)
    @FailsWith({ErrorCode.INSTANCE_NOT_FOUND, ErrorCode.TOO_MANY_STREAMS})
    void stream(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable @Parameter(description = "Of any of these; repeatable")
                    Set<LogLevel> levels,
            @RequestHeader(name = HEADER, required = false)
                    @Nullable
                    @Parameter(description = "id of the last event seen")
                    String lastEventId,
            HttpServletRequest request,
            HttpServletResponse response) {
        instances.require(caller.tenant(), id);
        if (LogStreamer.END.equals(lastEventId)) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        String cursor = lastEventId == null ? BEGINNING : lastEventId;
        requirePlace(levels, cursor);
        EventStream stream = streams.open(caller, request, response);
        streamer.follow(stream, cursor, after -> logs.read(caller.tenant(), id, LogQuery.of(levels, after, LINES)));
    }

    private static void requirePlace(@Nullable Set<LogLevel> levels, String cursor) {
        try {
            LogQuery.of(levels, cursor, LINES);
        } catch (ApiException e) {
            throw ApiException.ofField(
                    ErrorCode.INVALID_PARAMETERS,
                    HEADER,
                    "INVALID_FORMAT",
                    HEADER + " is not the id of a line; leave it out to begin anew");
        }
    }
}
