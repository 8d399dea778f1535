package io.taskservice.server;

import io.taskservice.testkit.TestDatabase;
import io.taskservice.testkit.TestRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The server jar as docs/operations.md says it starts fastest: unpacked, with an archive of the classes that a first run
 * loaded. Made once for each jar and JDK: the many processes of tests start with half the work.
 */
final class ServerImage {

    private static final Path JAR = Path.of("target", "task-server.jar").toAbsolutePath();
    private static final Path FOLDER = Path.of("target", "server-image").toAbsolutePath();
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final Path UNPACKED = FOLDER.resolve("unpacked");
    private static final Path ARCHIVE = FOLDER.resolve("classes.jsa");
    private static final Path MADE_OF = FOLDER.resolve("made-of");

    private ServerImage() {}

    /** The JVM and its options for this image, up to the class path; the image is made when they are first asked for. */
    static List<String> java() {
        return Holder.JAVA_OPTIONS;
    }

    /** Its manifest names the libraries; what is appended to it as a class path does no harm to the archive. */
    static Path jar() {
        return UNPACKED.resolve(JAR.getFileName());
    }

    /** One process at a time; what another has made is there for all. */
    private static void make() {
        try {
            Files.createDirectories(FOLDER);
            try (FileChannel channel = FileChannel.open(
                            FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !isMadeOf(version())) {
                    Files.deleteIfExists(ARCHIVE);
                    unpack();
                    train();
                    Files.writeString(MADE_OF, version());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isMadeOf(String version) throws IOException {
        return Files.exists(MADE_OF) && Files.readString(MADE_OF).equals(version);
    }

    /** The time of the jar's last change is not enough: builds set it to one and the same, to be reproducible. */
    private static String version() throws IOException {
        return Runtime.version() + " " + Files.getAttribute(JAR, "unix:ctime") + " " + Files.size(JAR);
    }

    private static void unpack() {
        run(List.of(
                JAVA,
                "-Djarmode=tools",
                "-jar",
                JAR.toString(),
                "extract",
                "--force",
                "--destination",
                UNPACKED.toString()));
    }

    private static void train() {
        try (TestDatabase database = TestDatabase.fresh();
                TestRedis redis = TestRedis.dedicated();
                ServerProcess first = ServerLaunch.of("api,scheduler,executor", database, redis)
                        .start(List.of(JAVA, "-XX:ArchiveClassesAtExit=" + ARCHIVE), jar())) {
            first.awaitReady().stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        if (!Files.exists(ARCHIVE)) {
            throw new IllegalStateException("The first run left no archive of its classes");
        }
    }

    private static void run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException("Failed: " + command);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static final class Holder {

        static final List<String> JAVA_OPTIONS = options();

        private static List<String> options() {
            make();
            return List.of(JAVA, "-XX:SharedArchiveFile=" + ARCHIVE);
        }
    }
}
