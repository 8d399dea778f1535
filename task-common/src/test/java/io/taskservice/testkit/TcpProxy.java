package io.taskservice.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A cable that tests can cut: it listens on a loopback port of its own and forwards every connection to one address. */
public final class TcpProxy implements AutoCloseable {

    private static final int CONNECT_TIMEOUT_MS = 5_000;
    private static final int BACKLOG = 200;
    private static final int BUFFER = 16 * 1024;

    private final InetSocketAddress target;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong connections = new AtomicLong();
    private final Object flow = new Object();
    private boolean frozen;
    private @Nullable Door door;

    private TcpProxy(InetSocketAddress target) throws IOException {
        this.target = target;
        ServerSocket first = open(0);
        this.port = first.getLocalPort();
        admit(first);
    }

    /** Listens at once; the target may come later. */
    public static TcpProxy to(String host, int port) {
        try {
            return new TcpProxy(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    /** How many connections there have been. */
    public long connections() {
        return connections.get();
    }

    /** Closes all connections in the middle of whatever they carry; new ones are served. */
    public void cut() {
        sockets.forEach(TcpProxy::closeQuietly);
    }

    /** Cuts, and refuses new connections, as a host without the service does. */
    public synchronized void refuse() {
        if (door != null) {
            door.close();
            door = null;
        }
        cut();
    }

    /** Ends {@link #refuse()}. */
    public synchronized void accept() {
        if (door == null) {
            try {
                admit(open(port));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** No byte goes either way any more, and nothing is closed: what a lost route looks like. New connections open, and hang. */
    public void freeze() {
        synchronized (flow) {
            frozen = true;
        }
    }

    /** Ends {@link #freeze()}; what was sent meanwhile arrives. */
    public void thaw() {
        synchronized (flow) {
            frozen = false;
            flow.notifyAll();
        }
    }

    @Override
    public void close() {
        refuse();
        thaw();
    }

    private static ServerSocket open(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        return socket;
    }

    private synchronized void admit(ServerSocket socket) {
        door = new Door(socket, start("tcp-proxy-" + port, () -> serve(socket)));
    }

    /** Where connections come in. */
    private record Door(ServerSocket socket, Thread porter) {

        /** While a thread waits in {@code accept}, the system still lets one in; so this waits for that thread's end. */
        void close() {
            closeQuietly(socket);
            try {
                porter.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void serve(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                connections.incrementAndGet();
                sockets.add(client);
                if (socket.isClosed()) { // refused meanwhile
                    closeQuietly(client);
                }
                start("tcp-proxy-" + port + "-client", () -> join(client));
            } catch (IOException e) {
                // Refusing: the loop ends.
            }
        }
    }

    private void join(Socket client) {
        Socket server = new Socket();
        sockets.add(server);
        try {
            awaitFlow();
            server.connect(target, CONNECT_TIMEOUT_MS);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            start("tcp-proxy-" + port + "-server", () -> pump(server, client));
            pump(client, server);
        } catch (IOException e) {
            end(client, server);
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try {
            for (int length = from.getInputStream().read(buffer);
                    length >= 0;
                    length = from.getInputStream().read(buffer)) {
                awaitFlow();
                to.getOutputStream().write(buffer, 0, length);
            }
        } catch (IOException e) {
            // One side is gone, so the other goes too.
        } finally {
            end(from, to);
        }
    }

    private void awaitFlow() throws SocketException {
        synchronized (flow) {
            while (frozen) {
                try {
                    flow.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new SocketException("interrupted");
                }
            }
        }
    }

    private void end(Socket one, Socket other) {
        closeQuietly(one);
        closeQuietly(other);
        sockets.remove(one);
        sockets.remove(other);
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // It is closed anyway.
        }
    }
}
