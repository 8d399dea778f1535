package io.taskservice.api.live;

import io.taskservice.api.security.Caller;
import io.taskservice.api.security.CallerCheck;
import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.identity.TenantId;
import io.taskservice.loop.Loop;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpHeaders;

/** Keeps the open streams: so many for a tenant, each with a heartbeat, and none whose key no longer counts. */
public final class Streams {

    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final long HEARTBEAT_MILLIS = 15_000;
    private static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final String RETRY_AFTER_SECONDS = "5";

    private final CallerCheck check;
    private final StreamSettings settings;
    private final StreamMetrics metrics;
    private final Map<EventStream, Caller> open = new ConcurrentHashMap<>();
    private final Map<TenantId, Integer> taken = new ConcurrentHashMap<>();
    private final Loop loop = new Loop("streams", this::careOnce);
    private long checkedNanos = System.nanoTime();
    private volatile boolean closing;

    Streams(CallerCheck check, StreamSettings settings, StreamMetrics metrics) {
        this.check = check;
        this.settings = settings;
        this.metrics = metrics;
        metrics.watch(open::size);
    }

    /** Begins to care for streams. */
    public void start() {
        loop.start();
    }

    /** Ends all streams, before the web server waits for them. */
    public void close() {
        closing = true;
        loop.close();
        open.keySet().forEach(EventStream::close);
    }

    /** Turns a request into a stream; refuses it when the tenant has as many as it may. */
    public EventStream open(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        requireGet(request);
        takeSlot(caller.tenant());
        try {
            writeHeaders(response);
            EventStream stream = new EventStream(request.startAsync(), closed -> forget(closed, caller.tenant()));
            open.put(stream, caller);
            stream.send(EventFrame.RETRY);
            stream.start();
            return stream;
        } catch (IOException e) {
            releaseSlot(caller.tenant());
            throw new UncheckedIOException(e);
        }
    }

    /** Notes events that a client was too slow for. */
    public void dropped(int events) {
        metrics.dropped(events);
    }

    private static void writeHeaders(HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Accel-Buffering", "no");
    }

    /** Spring lets HEAD in where GET is; it would listen for ever and hear nothing. */
    private static void requireGet(HttpServletRequest request) {
        if (!request.getMethod().equals("GET")) {
            throw new ApiException(ErrorCode.METHOD_NOT_ALLOWED, "Only GET is possible here")
                    .with(HttpHeaders.ALLOW, "GET");
        }
    }

    private void takeSlot(TenantId tenant) {
        int most = settings.streamsPerTenant();
        boolean[] got = new boolean[1];
        taken.compute(tenant, (same, count) -> {
            int now = count == null ? 0 : count;
            got[0] = now < most && !closing;
            return got[0] ? now + 1 : count;
        });
        if (!got[0]) {
            throw new ApiException(
                            ErrorCode.TOO_MANY_STREAMS,
                            "This tenant has " + most + " live streams open here; close one, or try again later")
                    .with(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
    }

    private void forget(EventStream stream, TenantId tenant) {
        if (open.remove(stream) != null) {
            releaseSlot(tenant);
        }
    }

    private void releaseSlot(TenantId tenant) {
        taken.computeIfPresent(tenant, (same, count) -> count == 1 ? null : count - 1);
    }

    private Duration careOnce() {
        open.keySet().forEach(stream -> stream.beat(HEARTBEAT_MILLIS));
        if (System.nanoTime() - checkedNanos >= CHECK_NANOS) {
            checkedNanos = System.nanoTime();
            checkOnce();
        }
        return BEAT;
    }

    /** Ends the streams whose key has been revoked or whose credential has expired, or whose tenant has been disabled. */
    void checkOnce() {
        Set<Caller> usable = check.stillUsable(List.copyOf(open.values()));
        open.forEach((stream, caller) -> {
            if (!usable.contains(caller)) {
                stream.close();
            }
        });
    }
}
