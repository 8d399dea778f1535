package io.taskservice.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySourcesPropertyResolver;

class StandaloneSettingsTest {

    @Test
    void embedsBothAndKeepsThemUnderDataWhenNothingIsSaid() {
        assertThat(settings(Map.of())).isEqualTo(new StandaloneSettings(Path.of("data"), 8084, null, true, true, true));
    }

    @Test
    void takesEverythingThatIsSaid() {
        Map<String, Object> given = Map.of(
                "app.task.standalone.data-dir", "/var/lib/task",
                "server.port", "9000",
                "server.address", "127.0.0.1",
                "MYSQL_HOST", "db",
                "REDIS_HOST", "cache");

        assertThat(settings(given))
                .isEqualTo(new StandaloneSettings(Path.of("/var/lib/task"), 9000, "127.0.0.1", false, false, false));
    }

    @Test
    void readsTheDataFolderFromTheEnvironmentToo() {
        assertThat(settings(Map.of("TASK_DATA_DIR", "/srv/task")).dataDir()).isEqualTo(Path.of("/srv/task"));
    }

    @Test
    void ranksTheArgumentsFirst() {
        assertThat(StandaloneSettings.of("--app.task.standalone.data-dir=here", "--server.port=0"))
                .extracting(StandaloneSettings::dataDir, StandaloneSettings::httpPort)
                .containsExactly(Path.of("here"), 0);
    }

    @Test
    void looksForThePortWhereTheServerDoes() {
        assertThat(settings(Map.of("PORT", "9001")).httpPort()).isEqualTo(9001);
        assertThat(settings(Map.of("PORT", "9001", "SERVER_PORT", "9002")).httpPort())
                .isEqualTo(9002);
    }

    @Test
    void takesABlankHostForNone() {
        StandaloneSettings settings = settings(Map.of("MYSQL_HOST", " ", "REDIS_HOST", ""));

        assertThat(settings.embedsDatabase()).isTrue();
        assertThat(settings.embedsRedis()).isTrue();
    }

    @Test
    void embedsOnlyWhatNoConfigurationKeyNames() {
        StandaloneSettings settings = settings(Map.of("app.task.database.host", "db"));

        assertThat(settings.embedsDatabase()).isFalse();
        assertThat(settings.embedsRedis()).isTrue();
    }

    @Test
    void makesAKeyOnlyForItsOwnDatabaseAndOnlyWhenNoneIsGiven() {
        assertThat(settings(Map.of("TASK_SECRETS_KEY", "given")).makesKey()).isFalse();
        assertThat(settings(Map.of("app.task.secrets.key", "given")).makesKey()).isFalse();
        assertThat(settings(Map.of("MYSQL_HOST", "db")).makesKey()).isFalse();
        assertThat(settings(Map.of("REDIS_HOST", "cache")).makesKey()).isTrue();
    }

    @Test
    void refusesAPortThatIsNone() {
        assertThatThrownBy(() -> settings(Map.of("server.port", "70000")))
                .isInstanceOf(StartFailure.class)
                .hasMessage("server.port must be a number from 0 to 65535, not '70000'");
        assertThatThrownBy(() -> settings(Map.of("SERVER_PORT", "http"))).isInstanceOf(StartFailure.class);
    }

    private static StandaloneSettings settings(Map<String, Object> given) {
        MutablePropertySources sources = new MutablePropertySources();
        sources.addFirst(new MapPropertySource("given", given));
        return StandaloneSettings.from(new PropertySourcesPropertyResolver(sources));
    }
}
