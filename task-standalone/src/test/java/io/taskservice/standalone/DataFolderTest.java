package io.taskservice.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    private Path temp;

    @Test
    void isMadeForItsOwnerOnly() throws IOException {
        Path path = temp.resolve("a/b/data");

        try (DataFolder data = DataFolder.open(path)) {
            assertThat(data.path()).isEqualTo(path.toRealPath());
            assertThat(permissions(path)).isEqualTo("rwx------");
        }
    }

    @Test
    void isHeldByOneAtATime() {
        Path path = temp.resolve("data");

        try (DataFolder first = DataFolder.open(path)) {
            assertThatThrownBy(() -> DataFolder.open(path))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageStartingWith("data folder " + first.path() + " is in use by process "
                            + ProcessHandle.current().pid() + ": ");
        }
        DataFolder.open(path).close();
    }

    @Test
    void resolvesLinksAsTheSystemDoesForRunningPrograms() throws IOException {
        Path real = Files.createDirectory(temp.resolve("real"));
        Path link = Files.createSymbolicLink(temp.resolve("link"), real);

        try (DataFolder data = DataFolder.open(link)) {
            assertThat(data.path()).isEqualTo(real.toRealPath());
        }
    }

    @Test
    void keepsItsSecretAndKeepsItPrivate() throws IOException {
        String secret;
        try (DataFolder data = DataFolder.open(temp)) {
            secret = data.secret();
            assertThat(secret).matches("[A-Za-z0-9_-]{32}");
            assertThat(permissions(temp.resolve("secret"))).isEqualTo("rw-------");
        }
        try (DataFolder data = DataFolder.open(temp)) {
            assertThat(data.secret()).isEqualTo(secret);
        }
    }

    @Test
    void keepsItsMasterKeyAndKeepsItPrivate() throws IOException {
        String key;
        try (DataFolder data = DataFolder.open(temp)) {
            key = data.masterKey();
            assertThat(Base64.getDecoder().decode(key)).hasSize(32);
            assertThat(permissions(temp.resolve("key"))).isEqualTo("rw-------");
        }
        try (DataFolder data = DataFolder.open(temp)) {
            assertThat(data.masterKey()).isEqualTo(key).isNotEqualTo(data.secret());
        }
    }

    @Test
    void saysWhyItCannotBeMade() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));

        assertThatThrownBy(() -> DataFolder.open(file))
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("cannot write to " + file + " (it is a file): ")
                .hasMessageContaining("TASK_DATA_DIR");
        // A place where nobody may write, root neither.
        assertThatThrownBy(() -> DataFolder.open(Path.of("/proc/task-data")))
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("cannot write to /proc/task-data (");
    }

    @Test
    void emptiesAFolderThatAKilledRunLeftHalfDone() throws IOException {
        try (DataFolder data = DataFolder.open(temp)) {
            Files.createFile(data.folder("mariadb", "data.partial").resolve("ibdata1"));

            assertThat(data.emptyFolder("mariadb", "data.partial")).isEmptyDirectory();
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
