package io.taskservice.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(100);
    /** Waits for its input, which never comes, without a process of its own that could be taken for another one of it. */
    private static final String SLEEPER = "printf u; read never";

    @TempDir
    private Path temp;

    private final List<Process> started = new ArrayList<>();
    private Path folder;

    @BeforeEach
    void resolveFolder() throws IOException {
        folder = temp.toRealPath();
    }

    @AfterEach
    void endAll() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void stopsWhatRunsFromTheFolder() throws IOException {
        Process ours = run("mariadb/program", "mariadbd", SLEEPER);

        assertThat(Leftovers.stop(folder.resolve("mariadb"), "mariadbd", LONG)).isEqualTo(1);
        assertThat(ours.isAlive()).isFalse();
    }

    @Test
    void leavesAloneWhatRunsFromElsewhereOrHasAnotherName() throws IOException {
        Process neighbour = run("mariadb-of-somebody-else", "mariadbd", SLEEPER);
        Process shell = run("mariadb", "sh", SLEEPER);

        assertThat(Leftovers.stop(folder.resolve("mariadb"), "mariadbd", LONG)).isZero();
        assertThat(neighbour.isAlive()).isTrue();
        assertThat(shell.isAlive()).isTrue();
    }

    @Test
    void killsWhatDoesNotStop() throws IOException {
        Process stubborn = run("redis", "redis-server", "trap '' TERM; " + SLEEPER);

        assertThat(Leftovers.stop(folder.resolve("redis"), "redis-server", SHORT))
                .isEqualTo(1);
        Awaitility.await().until(() -> !stubborn.isAlive());
    }

    @Test
    void knowsAProgramWhoseFileIsGone() throws IOException {
        Process ours = run("redis", "redis-server", SLEEPER);
        Files.delete(folder.resolve("redis/redis-server"));

        assertThat(Leftovers.find(folder.resolve("redis"), "redis-server"))
                .extracting(ProcessHandle::pid)
                .containsExactly(ours.pid());
    }

    /** Runs a script by a copy of the shell that stands in for the program; returns when it runs. */
    private Process run(String subfolder, String program, String script) throws IOException {
        Path file = Files.createDirectories(folder.resolve(subfolder)).resolve(program);
        Files.copy(Path.of("/bin/sh").toRealPath(), file);
        Process process = new ProcessBuilder(file.toString(), "-c", script).start();
        started.add(process);
        assertThat(process.getInputStream().read()).isEqualTo('u');
        return process;
    }
}
