package io.taskservice.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/** Questions about TCP ports of this machine. */
final class Ports {

    private Ports() {}

    /**
     * Fails with advice when the server could not listen there. Asked before the database starts, so that the answer
     * comes at once; whoever takes the port afterwards is found by the server itself.
     */
    static void requireFree(int port, @Nullable String address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(address == null ? new InetSocketAddress(port) : new InetSocketAddress(address, port));
        } catch (IOException e) {
            throw new StartFailure(
                    "port " + port + " " + reason(e) + ": set SERVER_PORT or --server.port to another one", e);
        }
    }

    /** A loopback port that nobody listens on at this moment. */
    static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new StartFailure("no free port on the loopback address: " + e.getMessage(), e);
        }
    }

    private static String reason(IOException e) {
        return String.valueOf(e.getMessage()).contains("Address already in use")
                ? "is taken by another program"
                : "cannot be listened on (" + e.getMessage() + ")";
    }
}
