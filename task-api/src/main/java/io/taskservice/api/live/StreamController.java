package io.taskservice.api.live;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FailsWith;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The route of the live stream. */
@RestController
@RequestMapping("/api/v1/events")
@Tag(name = "Live", description = "What happens, as it happens")
final class StreamController {

    private final Streams streams;
    private final LiveHub hub;

    StreamController(Streams streams, LiveHub hub) {
        this.streams = streams;
        this.hub = hub;
    }

    @GetMapping(value = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            operationId = "streamEvents",
            summary = "Listen to what happens",
            description = "Server-sent events of the tenant: open, instance, queues, node; after reset, read anew what"
                    + " you show. A client that comes back with Last-Event-ID gets what it has missed.")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string")))
    @FailsWith(ErrorCode.TOO_MANY_STREAMS)
    void stream(
            Caller caller,
            @RequestParam(required = false)
                    @Nullable
                    @Parameter(description = "instances, queues, nodes, comma-separated; left out: all")
                    Set<String> topics,
            @RequestHeader(name = "Last-Event-ID", required = false)
                    @Nullable
                    @Parameter(description = "id of the last event seen")
                    String lastEventId,
            HttpServletRequest request,
            HttpServletResponse response) {
        Set<LiveTopic> wanted = LiveTopic.parse(topics);
        EventStream stream = streams.open(caller, request, response);
        hub.join(caller.tenant(), stream, wanted, lastEventId);
    }
}
