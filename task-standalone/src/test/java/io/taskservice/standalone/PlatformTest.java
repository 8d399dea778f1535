package io.taskservice.standalone;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PlatformTest {

    private static final Platform MAC = new Platform("Mac OS X", "aarch64", false);
    private static final Platform ALPINE = new Platform("Linux", "amd64", false);
    private static final Platform DEBIAN = new Platform("Linux", "amd64", true);

    @Test
    void namesTheWayOutWhereThereIsNoProgram() {
        assertThatThrownBy(() -> MAC.requireProgramsFor(embedding(true, true)))
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("No embedded MariaDB for Mac OS X/aarch64: set MYSQL_HOST (and REDIS_HOST)");
    }

    @Test
    void tellsAlpineFromOtherLinuxes() {
        assertThatThrownBy(() -> ALPINE.requireProgramsFor(embedding(false, true)))
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("No embedded Redis for Linux/amd64 without glibc: set REDIS_HOST");
    }

    @Test
    void runsAnywhereWithServersOfTheUsersOwn() {
        assertThatCode(() -> MAC.requireProgramsFor(embedding(false, false))).doesNotThrowAnyException();
    }

    @Test
    void runsOnLinuxWithGlibc() {
        assertThatCode(() -> DEBIAN.requireProgramsFor(embedding(true, true))).doesNotThrowAnyException();
    }

    private static StandaloneSettings embedding(boolean database, boolean redis) {
        return new StandaloneSettings(Path.of("data"), 8084, null, database, redis, false);
    }
}
