package io.taskservice.api.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskservice.api.web.ApiException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTest {

    @Test
    void readsTagsListsAndTheStar() {
        assertThat(IfMatch.of(null).tags()).isEqualTo(List.of("*"));
        assertThat(IfMatch.of("*").tags()).isEqualTo(List.of("*"));
        assertThat(IfMatch.of("\"1\" , W/\"2\"").tags()).isEqualTo(List.of("\"1\"", "W/\"2\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "\"3", "*, \"3\"", "\"3\",", "w/\"3\""})
    void refusesWhatIsNoTag(String header) {
        assertThatThrownBy(() -> IfMatch.of(header)).isInstanceOf(ApiException.class);
    }
}
