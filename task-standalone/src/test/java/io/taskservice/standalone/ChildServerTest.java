package io.taskservice.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildServerTest {

    @TempDir
    private Path temp;

    @Test
    void isReadyWhenItSaysSoAndGoneWhenStopped() throws IOException {
        Files.writeString(temp.resolve("log"), "an earlier run: ready\n");

        ChildServer server = start("echo half; echo now ready; while :; do sleep 0.1; done");
        server.awaitReady("now ready");
        server.stop();

        assertThat(server.isAlive()).isFalse();
        assertThat(temp.resolve("log"))
                .content()
                .startsWith("an earlier run: ready\n")
                .contains("now ready");
    }

    @Test
    void doesNotTakeAnEarlierRunsWordForIt() throws IOException {
        Files.writeString(temp.resolve("log"), "ready\n");

        assertThatThrownBy(() -> start("exit 3").awaitReady("ready"))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("exit code 3");
    }

    @Test
    void tellsATakenPortFromOtherFailures() {
        ChildServer taken = start("echo 'Got error: 98: Address already in use'; exit 1");
        ChildServer other = start("echo 'No space left on device'; exit 1");

        assertThatThrownBy(taken::awaitSuccess).isInstanceOf(StartFailure.class);
        assertThatThrownBy(other::awaitSuccess).isInstanceOf(StartFailure.class);
        assertThat(taken.foundItsPortTaken()).isTrue();
    }

    @Test
    void namesThePackageOfAMissingLibrary() {
        String log = "redis-server: error while loading shared libraries: libssl.so.3: cannot open shared object file";

        assertThat(ChildServer.reason(log, 127))
                .startsWith("the system library libssl.so.3 is missing: ")
                .contains("apt-get install libssl3")
                .contains("REDIS_HOST");
    }

    @Test
    void quotesTheFirstErrorOfALog() {
        String log = """
                2026-11-22  6:23:27 0 [Note] InnoDB: Using Linux native AIO
                2026-11-22  6:23:27 0 [ERROR] InnoDB: The data file is not writable
                2026-11-22  6:23:27 0 [ERROR] Aborting
                """;

        assertThat(ChildServer.reason(log, 1)).isEqualTo("InnoDB: The data file is not writable");
        assertThat(ChildServer.reason("\nFATAL ERROR: Could not find it\n\nsee https://…\n", 1))
                .isEqualTo("Could not find it");
        assertThat(ChildServer.reason("one\ntwo\n\n", 1)).isEqualTo("two");
        assertThat(ChildServer.reason("", 1)).isEqualTo("exit code 1");
    }

    @Test
    void saysWhatCannotBeRunAtAll() {
        assertThatThrownBy(() -> ChildServer.start("Redis", temp, temp.resolve("log"), List.of("/no/such/program"))
                        .awaitReady("ready"))
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("Redis did not start: ");
    }

    private ChildServer start(String script) {
        return ChildServer.start("Fake", temp, temp.resolve("log"), List.of("/bin/sh", "-c", script));
    }
}
