package io.taskservice.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {

    private ServerSocket echo;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "echo");
        thread.setDaemon(true);
        thread.start();
        proxy = TcpProxy.to("127.0.0.1", echo.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void forwardsBothWays() throws IOException {
        try (Socket client = connect()) {
            assertThat(said(client, 42)).isEqualTo(42);
        }
        assertThat(proxy.connections()).isEqualTo(1);
    }

    @Test
    void cutsWhatIsOpenAndServesWhatComesNext() throws IOException {
        try (Socket client = connect()) {
            said(client, 1);

            proxy.cut();

            assertThat(isBroken(client)).isTrue();
        }
        try (Socket next = connect()) {
            assertThat(said(next, 2)).isEqualTo(2);
        }
    }

    @Test
    void refusesUntilItAcceptsAgain() throws IOException {
        try (Socket client = connect()) {
            said(client, 1);
            proxy.refuse();
            assertThat(isBroken(client)).isTrue();
        }
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);

        proxy.accept();

        try (Socket next = connect()) {
            assertThat(said(next, 3)).isEqualTo(3);
        }
    }

    @Test
    void holdsBytesBackWhileItIsFrozen() throws IOException {
        try (Socket client = connect()) {
            said(client, 1);
            proxy.freeze();
            client.setSoTimeout(200);
            client.getOutputStream().write(7);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            proxy.thaw();

            client.setSoTimeout(10_000);
            assertThat(client.getInputStream().read()).isEqualTo(7);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(proxy.host(), proxy.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static int said(Socket client, int value) throws IOException {
        client.getOutputStream().write(value);
        return client.getInputStream().read();
    }

    private static boolean isBroken(Socket client) throws IOException {
        try {
            return client.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                Socket client = echo.accept();
                Thread thread = new Thread(() -> answer(client), "echo-client");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void answer(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // The proxy has cut it.
        }
    }
}
