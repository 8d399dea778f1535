package io.taskservice.api.instance;

import io.taskservice.api.live.EventFrame;
import io.taskservice.api.live.EventStream;
import io.taskservice.api.web.StrictJson;
import io.taskservice.loop.Loop;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes logs to streams as they grow: twice a second one thread looks for all of them.
 *
 * <p>It reads on only when a client has taken what there was: a slow one gets its lines later, and loses none.
 */
final class LogStreamer implements InitializingBean, DisposableBean {

    /** The id of the last event: a client that comes back with it has seen everything. */
    static final String END = "end";

    private static final Logger log = LoggerFactory.getLogger(LogStreamer.class);
    private static final Duration UNTIL_WOKEN = Duration.ofHours(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final JsonMapper json = StrictJson.mapper();
    private final Map<EventStream, Following> followed = new ConcurrentHashMap<>();
    private final Loop loop = new Loop("log-streams", this::lookOnce);

    @Override
    public void afterPropertiesSet() {
        loop.start();
    }

    @Override
    public void destroy() {
        loop.close();
    }

    /** Sends what {@code read} finds after {@code cursor}, until the log is complete or the client has gone. */
    void follow(EventStream stream, String cursor, Function<String, LogPage> read) {
        followed.put(stream, new Following(cursor, read));
        loop.wake();
    }

    private Duration lookOnce() {
        followed.keySet().removeIf(EventStream::isClosed);
        boolean anyMore = false;
        for (Map.Entry<EventStream, Following> entry : followed.entrySet()) {
            if (entry.getKey().isIdle()) {
                anyMore |= look(entry.getKey(), entry.getValue());
            }
        }
        if (followed.isEmpty()) {
            return UNTIL_WOKEN;
        }
        return anyMore ? Duration.ZERO : BETWEEN_LOOKS;
    }

    /** The edge of one stream: what goes wrong ends this one only; its client comes back to where it was. */
    private boolean look(EventStream stream, Following following) {
        try {
            LogPage page = following.read.apply(following.cursor);
            page.items()
                    .forEach(line -> stream.send(
                            EventFrame.of(line.attempt() + "." + line.seq(), "line", json.writeValueAsString(line))));
            if (page.complete()) {
                stream.send(EventFrame.of(END, "end", "{}"));
                end(stream);
            } else {
                followed.replace(stream, new Following(page.nextCursor(), following.read));
            }
            return !page.items().isEmpty();
        } catch (RuntimeException e) {
            log.debug("The log of a stream could not be read; it ends", e);
            end(stream);
            return false;
        }
    }

    private void end(EventStream stream) {
        followed.remove(stream);
        stream.close();
    }

    /**
     * A log that is followed.
     *
     * @param cursor after which line
     * @param read reads what comes after a line
     */
    private record Following(String cursor, Function<String, LogPage> read) {}
}
