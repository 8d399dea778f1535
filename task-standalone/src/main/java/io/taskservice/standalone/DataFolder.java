package io.taskservice.standalone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * The folder that outlives a run, held by one process at a time.
 *
 * <pre>
 * lock      the pid of the process that holds the folder
 * key       the master key that seals secrets in the database; back it up with that
 * secret    the password of the embedded MariaDB and Redis
 * logs      what the two say
 * mariadb   program, data, temporary files
 * redis     program, configuration
 * </pre>
 */
final class DataFolder implements AutoCloseable {

    private static final int SECRET_BYTES = 24;
    private static final int MASTER_KEY_BYTES = 32;

    private final Path path;
    private final FileChannel lockFile;

    private DataFolder(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /** Makes the folder if need be and takes it; fails with advice when it is not writable or somebody else's. */
    static DataFolder open(Path folder) {
        try {
            Path path = create(folder);
            return new DataFolder(path, lock(path));
        } catch (IOException e) {
            throw notWritable(folder, e);
        }
    }

    /** Absolute and without symbolic links, so that it compares with what the system says about running programs. */
    Path path() {
        return path;
    }

    /** A folder inside, made if need be. */
    Path folder(String first, String... more) {
        Path folder = path.resolve(Path.of(first, more));
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw notWritable(folder, e);
        }
    }

    /** A folder inside that is empty, whatever was in it. */
    Path emptyFolder(String first, String... more) {
        Path folder = path.resolve(Path.of(first, more));
        try {
            FileSystemUtils.deleteRecursively(folder);
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw notWritable(folder, e);
        }
    }

    Path log(String name) {
        return folder("logs").resolve(name + ".log");
    }

    /** Letters, digits, minus and underscore; made on the first call, the same ever after. */
    String secret() {
        return kept("secret", DataFolder::newSecret);
    }

    /** 32 bytes in base64; made on the first call, the same ever after. */
    String masterKey() {
        return kept("key", DataFolder::newMasterKey);
    }

    private String kept(String name, Supplier<String> maker) {
        Path file = path.resolve(name);
        try {
            if (Files.notExists(file) || Files.size(file) == 0) {
                writePrivately(file, maker.get());
            }
            return Files.readString(file).trim();
        } catch (IOException e) {
            throw notWritable(file, e);
        }
    }

    /** Writes a file that only this user may read. */
    void writePrivately(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, onlyOwner("rw-------"))) {
            writeAll(channel, text);
        }
    }

    static StartFailure notWritable(Path file, IOException e) {
        String reason = e instanceof AccessDeniedException ? "permission denied" : reasonOf(e);
        return new StartFailure(
                "cannot write to " + file.toAbsolutePath() + " (" + reason
                        + "): make it writable or choose another folder with TASK_DATA_DIR or --"
                        + StandaloneSettings.DATA_DIR,
                e);
    }

    /** Gives the folder free for the next process. */
    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new StartFailure("cannot release " + path, e);
        }
    }

    private static Path create(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return folder.toRealPath();
        }
        if (Files.exists(folder)) {
            throw new FileAlreadyExistsException(folder.toString(), null, "it is a file");
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.createDirectory(folder, onlyOwner("rwx------"));
        return folder.toRealPath();
    }

    private static FileChannel lock(Path path) throws IOException {
        Path file = path.resolve("lock");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new StartFailure("data folder " + path + " is in use by process "
                    + Files.readString(file).trim()
                    + ": stop that one, or choose another folder with TASK_DATA_DIR or --"
                    + StandaloneSettings.DATA_DIR);
        }
        channel.truncate(0);
        writeAll(channel, Long.toString(ProcessHandle.current().pid()));
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process
        }
    }

    private static void writeAll(FileChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static String newSecret() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random(SECRET_BYTES));
    }

    private static String newMasterKey() {
        return Base64.getEncoder().encodeToString(random(MASTER_KEY_BYTES));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private static FileAttribute<?> onlyOwner(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    private static String reasonOf(IOException e) {
        if (e instanceof FileSystemException f && f.getReason() != null) {
            return f.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
