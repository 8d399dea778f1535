package io.taskservice.api.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.UpgradeToken;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's parser of requests, used again after a request whose connection stays open, and made anew after any other.
 *
 * <p>Of a request of HTTP/0.9, after which a connection is always closed, Tomcat's parser would remember that its answer had
 * no status line, and answer the next malformed request of anybody so. To make a parser for every request instead would be
 * most of what a request allocates: some 300 kB.
 */
final class ConnectionParser implements Processor {

    private final Supplier<Processor> fresh;
    private Processor parser;
    private @Nullable SocketState last;

    ConnectionParser(Supplier<Processor> fresh) {
        this.fresh = fresh;
        this.parser = fresh.get();
    }

    @Override
    public SocketState process(SocketWrapperBase<?> socket, SocketEvent event) throws IOException {
        last = null; // if this fails, the connection is closed
        SocketState state = parser.process(socket, event);
        last = state;
        return state;
    }

    /** Tomcat calls it when the connection no longer needs it, before another may have it. */
    @Override
    public void recycle() {
        parser.recycle();
        if (last != SocketState.OPEN) {
            parser = fresh.get();
        }
        last = null;
    }

    @Override
    public @Nullable UpgradeToken getUpgradeToken() {
        return parser.getUpgradeToken();
    }

    @Override
    public boolean isUpgrade() {
        return parser.isUpgrade();
    }

    @Override
    public boolean isAsync() {
        return parser.isAsync();
    }

    @Override
    public void timeoutAsync(long now) {
        parser.timeoutAsync(now);
    }

    @Override
    public Request getRequest() {
        return parser.getRequest();
    }

    @Override
    public void setSslSupport(@Nullable SSLSupport support) {
        parser.setSslSupport(support);
    }

    @Override
    public @Nullable ByteBuffer getLeftoverInput() {
        return parser.getLeftoverInput();
    }

    @Override
    public void pause() {
        parser.pause();
    }

    @Override
    public boolean checkAsyncTimeoutGeneration() {
        return parser.checkAsyncTimeoutGeneration();
    }
}
