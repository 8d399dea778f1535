package io.taskservice.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerVersionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.0.36",
                "8.4.5",
                "9.7.4",
                "9.7.4-2",
                "8.0.36-0ubuntu0.22.04.1",
                "8.0.35-27-Percona",
                "10.1.0",
                "11.1.2-MariaDB",
                "11.4.5-MariaDB-log",
                "11.8.9-MariaDB-ubu2404",
                "12.0.2-MariaDB",
                "5.5.5-11.4.5-MariaDB"
            })
    void theSupportedRangeIsAccepted(String version) {
        assertThat(ServerVersion.isSupported(version)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5.7.44",
                "5.7.44-log",
                "10.11.6-MariaDB",
                "11.0.6-MariaDB",
                "5.5.5-10.6.18-MariaDB",
                "10.4.32-MariaDB-log",
                "",
                "unknown",
                "TiDB"
            })
    void anythingElseIsRefused(String version) {
        assertThat(ServerVersion.isSupported(version)).isFalse();
    }
}
