package io.taskservice.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class KnownKeysTest {

    private final KnownKeys keys = new KnownKeys();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app.task.roles",
                "app.task.roles[0]",
                "app.task.database.max-pool-size",
                "app.task.database.maxPoolSize",
                "app.task.distributed-lock.redis.key-prefix"
            })
    void knowsASettingInAnySpellingThatSpringBinds(String key) {
        assertThat(keys.isKnown(key)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"app.task.role", "app.task.database", "app.task.database.host.name", "app.task.databases.host"})
    void doesNotKnowWhatIsNotThere(String key) {
        assertThat(keys.isKnown(key)).isFalse();
    }

    @Test
    void namesTheKeyItsSourceAndTheNearestOne() {
        assertThatExceptionOfType(UnknownKeyException.class)
                .isThrownBy(() -> keys.require(environment("app.task.database.hots")))
                .satisfies(e -> assertThat(e)
                        .hasMessageContaining("app.task.database.hots")
                        .hasMessageContaining("test"))
                .satisfies(e -> assertThat(e.action()).contains("app.task.database.host"));
    }

    @Test
    void leavesOthersKeysAlone() {
        assertThatCode(() -> keys.require(environment("app.tasks.anything"))).doesNotThrowAnyException();
    }

    private static StandardEnvironment environment(String key) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", Map.of(key, "x")));
        return environment;
    }
}
