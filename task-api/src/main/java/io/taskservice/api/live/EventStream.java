package io.taskservice.api.live;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of one client that listens.
 *
 * <p>Nobody ever waits for it: what it cannot take now stays in its queue, and the container calls when it can take more.
 * A client that is too slow for its queue loses what is in it and is told to begin anew.
 */
public final class EventStream {

    private static final Logger log = LoggerFactory.getLogger(EventStream.class);
    private static final int MOST_WAITING = 256;
    private static final byte[] OVERFLOW = EventFrame.of(null, "reset", "{\"reason\":\"TOO_SLOW\"}");

    private final AsyncContext context;
    private final ServletOutputStream out;
    private final Consumer<EventStream> whenClosed;
    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
    private boolean started;
    private boolean unflushed;
    private boolean closing;
    private boolean closed;
    private long lastWriteNanos = System.nanoTime();

    EventStream(AsyncContext context, Consumer<EventStream> whenClosed) throws IOException {
        this.context = context;
        this.out = context.getResponse().getOutputStream();
        this.whenClosed = whenClosed;
        context.setTimeout(0);
        context.addListener(new Ends());
    }

    /** Begins to write, once the request's own thread has left. */
    void start() {
        out.setWriteListener(new Writes());
    }

    /** Queues an event; returns how many were dropped because the client is too slow, usually none. */
    public synchronized int send(byte[] frame) {
        return sendAll(List.of(frame));
    }

    /** As {@link #send}, of several in a row. */
    synchronized int sendAll(List<byte[]> frames) {
        if (closed || closing) {
            return 0;
        }
        int dropped = 0;
        for (byte[] frame : frames) {
            if (waiting.size() >= MOST_WAITING) {
                dropped += waiting.size();
                waiting.clear();
                waiting.add(OVERFLOW);
            }
            waiting.add(frame);
        }
        drain();
        return dropped;
    }

    /** Whether everything has been taken: only then is there room for more that can wait. */
    public synchronized boolean isIdle() {
        return waiting.isEmpty();
    }

    /** Says that it is alive, unless it has just said something, or cannot. */
    synchronized void beat(long everyMillis) {
        boolean isQuiet = System.nanoTime() - lastWriteNanos >= TimeUnit.MILLISECONDS.toNanos(everyMillis);
        if (isQuiet && waiting.isEmpty()) {
            sendAll(List.of(EventFrame.HEARTBEAT));
        }
    }

    /** Ends the stream after what waits. */
    public synchronized void close() {
        closing = true;
        drain();
    }

    /** Whether nobody listens any more. */
    public synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void drain() {
        try {
            while (started && !closed && out.isReady()) {
                if (!writeNext()) {
                    return;
                }
            }
        } catch (IOException | IllegalStateException e) {
            log.debug("A stream broke", e);
            end();
        }
    }

    /** Writes one thing; false: there is nothing to write. */
    private boolean writeNext() throws IOException {
        byte[] frame = waiting.poll();
        if (frame != null) {
            out.write(frame);
            lastWriteNanos = System.nanoTime();
            unflushed = true;
        } else if (unflushed) {
            unflushed = false;
            out.flush();
        } else {
            if (closing) {
                end();
            }
            return false;
        }
        return true;
    }

    private synchronized void end() {
        if (closed) {
            return;
        }
        closed = true;
        waiting.clear();
        try {
            context.complete();
        } catch (IllegalStateException e) {
            log.debug("The stream had ended already", e);
        }
        whenClosed.accept(this);
    }

    /** The container says when it can take more. */
    private final class Writes implements WriteListener {

        @Override
        public void onWritePossible() {
            synchronized (EventStream.this) {
                started = true;
                drain();
            }
        }

        @Override
        public void onError(Throwable e) {
            log.debug("The client of a stream went away", e);
            end();
        }
    }

    /** The container says when it is over, for whatever reason. */
    private final class Ends implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            end();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            end();
        }

        @Override
        public void onError(AsyncEvent event) {
            end();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // Nobody starts it again.
        }
    }
}
