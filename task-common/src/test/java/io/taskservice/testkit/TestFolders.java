package io.taskservice.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the test servers live: {@code task-testkit-USER} under the temp folder, shared by every JVM of this user, with
 * one {@code jvm-PID} folder per JVM. A JVM's folder goes with the JVM; those of killed JVMs go when the next one starts.
 */
public final class TestFolders {

    static final Path SHARED =
            Path.of(System.getProperty("java.io.tmpdir"), "task-testkit-" + System.getProperty("user.name"));
    private static final String JVM_PREFIX = "jvm-";
    private static final Path OWN =
            SHARED.resolve(JVM_PREFIX + ProcessHandle.current().pid());

    private static final List<LeashedProcess> PROCESSES = new CopyOnWriteArrayList<>();

    static {
        underLock(TestFolders::sweep);
        Runtime.getRuntime().addShutdownHook(new Thread(TestFolders::clear, "testkit-exit"));
    }

    private TestFolders() {}

    /** A new, empty folder for this JVM only. */
    public static Path own(String name) {
        try {
            Path folder = OWN.resolve(name);
            delete(folder);
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has the process stopped at the end of the JVM, before this JVM's folder is deleted. */
    static void stopAtExit(LeashedProcess process) {
        PROCESSES.add(process);
    }

    /** Runs {@code work} while no other thread or process of this user runs work under the lock. */
    static synchronized void underLock(IoWork work) {
        try {
            Files.createDirectories(SHARED);
            try (FileChannel channel = FileChannel.open(
                            SHARED.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid()) {
                    work.run();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE; // gone between the listing and now
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void clear() {
        PROCESSES.parallelStream().forEach(LeashedProcess::stop);
        deleteQuietly(OWN);
    }

    private static void sweep() throws IOException {
        List<Path> folders;
        try (Stream<Path> entries = Files.list(SHARED)) {
            folders = entries.filter(TestFolders::isOrphan).toList();
        }
        folders.forEach(TestFolders::deleteQuietly);
    }

    private static boolean isOrphan(Path folder) {
        String name = folder.getFileName().toString();
        if (!name.startsWith(JVM_PREFIX)) {
            return false;
        }
        long pid = Long.parseLong(name.substring(JVM_PREFIX.length()));
        // A folder of our own pid was left by an earlier process that had the same one.
        return pid == ProcessHandle.current().pid() || ProcessHandle.of(pid).isEmpty();
    }

    private static void deleteQuietly(Path folder) {
        try {
            SmallDisk.below(folder).forEach(SmallDisk::unmount);
            delete(folder);
        } catch (IOException | IllegalStateException e) {
            // Still in use; a later sweep removes it.
        }
    }

    /** Work on files, which may fail. */
    interface IoWork {
        void run() throws IOException;
    }
}
