package io.taskservice.api.live;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Server-sent events as bytes (WHATWG HTML, 9.2). */
public final class EventFrame {

    static final byte[] RETRY = "retry: 2000\n\n".getBytes(StandardCharsets.UTF_8);
    static final byte[] HEARTBEAT = ": hb\n\n".getBytes(StandardCharsets.UTF_8);

    private EventFrame() {}

    /**
     * One event.
     *
     * @param id what a client that comes back names as the last it has seen; null: it is not one to come back to
     * @param type its name
     * @param json one line
     */
    public static byte[] of(@Nullable String id, String type, String json) {
        String head = id == null ? "" : "id: " + id + "\n";
        return (head + "event: " + type + "\ndata: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
