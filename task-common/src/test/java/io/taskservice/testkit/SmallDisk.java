package io.taskservice.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A disk in memory that can be full at a word: a tmpfs, made no larger than what it holds.
 *
 * <p>Mounting takes root, and a container that allows it: ask {@link #missing()}. Gone at the end of the JVM, or, after one
 * that was killed, when the next one starts.
 */
public final class SmallDisk implements AutoCloseable {

    private static final int TRIES = 20;

    private final Path folder;
    private final int megabytes;

    private SmallDisk(Path folder, int megabytes) {
        this.folder = folder;
        this.megabytes = megabytes;
    }

    /** Mounts one with room for that much. */
    public static SmallDisk mount(int megabytes) {
        Path folder = TestFolders.own("disk-" + UUID.randomUUID());
        run(List.of(
                "mount", "-t", "tmpfs", "-o", "mode=700,size=" + megabytes + "m", "task-testkit", folder.toString()));
        return new SmallDisk(folder, megabytes);
    }

    /** What is missing for one here; empty: nothing. */
    public static Optional<String> missing() {
        try {
            mount(1).close();
            return Optional.empty();
        } catch (IllegalStateException e) {
            return Optional.of("a tmpfs cannot be mounted: " + e.getMessage());
        }
    }

    public Path folder() {
        return folder;
    }

    /** No byte more fits from now on; what is there can be written over. */
    public void fill() {
        for (int attempt = 1; ; attempt++) {
            try {
                resize(usedKilobytes() + "k");
                return;
            } catch (IllegalStateException e) { // it has grown meanwhile
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Ends {@link #fill()}. */
    public void free() {
        resize(megabytes + "m");
    }

    @Override
    public void close() {
        unmount(folder);
    }

    /** Takes a disk away that nobody has open any more, or as soon as nobody has. */
    static void unmount(Path folder) {
        run(List.of("umount", "-l", folder.toString()));
    }

    /** The disks below a folder, of whatever process. */
    static List<Path> below(Path folder) throws IOException {
        Path mounts = Path.of("/proc/self/mounts");
        if (!Files.exists(mounts)) {
            return List.of();
        }
        return Files.readAllLines(mounts).stream()
                .filter(line -> line.startsWith("task-testkit "))
                .map(line -> Path.of(line.split(" ")[1]))
                .filter(disk -> disk.startsWith(folder))
                .toList();
    }

    private void resize(String size) {
        run(List.of("mount", "-o", "remount,size=" + size, folder.toString()));
    }

    private long usedKilobytes() {
        try {
            FileStore store = Files.getFileStore(folder);
            return (store.getTotalSpace() - store.getUnallocatedSpace() + 1023) / 1024;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + said.strip());
            }
        } catch (IOException e) { // no such program
            throw new IllegalStateException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
