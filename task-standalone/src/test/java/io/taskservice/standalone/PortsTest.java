package io.taskservice.standalone;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void saysWhatToSetWhenThePortIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0)) {
            int port = other.getLocalPort();

            assertThatThrownBy(() -> Ports.requireFree(port, null))
                    .isInstanceOf(StartFailure.class)
                    .hasMessage("port " + port
                            + " is taken by another program: set SERVER_PORT or --server.port to another one");
        }
    }

    @Test
    void acceptsAFreePortAndLeavesItFree() {
        int port = Ports.free();

        assertThatCode(() -> Ports.requireFree(port, null)).doesNotThrowAnyException();
        assertThatCode(() -> Ports.requireFree(port, "127.0.0.1")).doesNotThrowAnyException();
    }

    @Test
    void refusesAnAddressThatThisMachineDoesNotHave() {
        assertThatThrownBy(() -> Ports.requireFree(0, "192.0.2.1"))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("cannot be listened on");
    }
}
