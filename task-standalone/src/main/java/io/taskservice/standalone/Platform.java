package io.taskservice.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What this machine is, as far as programs from a jar care.
 *
 * @param os as Java names it, e.g. {@code Linux}
 * @param arch as Java names it, e.g. {@code amd64}
 * @param glibc whether programs linked against the GNU C library run; Alpine's musl is another
 */
record Platform(String os, String arch, boolean glibc) {

    private static final Path GLIBC_LOADER = Path.of("/lib64/ld-linux-x86-64.so.2");

    static Platform current() {
        return new Platform(
                System.getProperty("os.name"), System.getProperty("os.arch"), Files.isExecutable(GLIBC_LOADER));
    }

    /** Fails with advice where the artifacts in our jar hold no program for this machine. */
    void requireProgramsFor(StandaloneSettings settings) {
        if (hasPrograms()) {
            return;
        }
        if (settings.embedsDatabase()) {
            throw new StartFailure("No embedded MariaDB for " + this
                    + ": set MYSQL_HOST (and REDIS_HOST) to servers of your own; the embedded ones are for"
                    + " Linux x86-64 with glibc");
        }
        if (settings.embedsRedis()) {
            throw new StartFailure("No embedded Redis for " + this
                    + ": set REDIS_HOST to a server of your own; the embedded one is for Linux x86-64 with glibc");
        }
    }

    private boolean hasPrograms() {
        return os.toLowerCase(Locale.ROOT).equals("linux") && arch.equals("amd64") && glibc;
    }

    @Override
    public String toString() {
        return os + "/" + arch + (glibc || !os.equals("Linux") ? "" : " without glibc");
    }
}
