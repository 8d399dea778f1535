package io.taskservice.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Stops and continues processes that a test has started, by their pid. */
public final class Signals {

    private Signals() {}

    /** SIGSTOP: it gets no more time, and does not know. Its connections stay open. */
    public static void freeze(long pid) {
        send("STOP", pid);
    }

    /** SIGCONT: it goes on as if nothing had been. */
    public static void thaw(long pid) {
        send("CONT", pid);
    }

    /** The shell has {@code kill} built in; the program is not on every machine. */
    private static void send(String signal, long pid) {
        try {
            int exit = new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + pid)
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("SIG" + signal + " to " + pid + ": exit code " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
