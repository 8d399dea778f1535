package io.taskservice.api.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.taskservice.database.DatabaseConnections;
import io.taskservice.database.DatabaseSettings;
import io.taskservice.database.TaskDatabase;
import io.taskservice.testkit.MutableClock;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;

class ErrorAdviceTest {

    private final ErrorAdvice advice =
            new ErrorAdvice(new ErrorAnswers(new Envelopes(MutableClock.at("2026-01-31T08:00:00.123456Z"))));
    private final HttpServletRequest request = new MockHttpServletRequest("GET", "/api/v1/tasks/definitions");

    @Test
    void aBugOfOursShowsTheTraceIdAndNothingElse() {
        request.setAttribute(TraceId.ATTRIBUTE, "4bf92f3577b34da6a3ce929d0e0e4736");

        ResponseEntity<Object> answer = advice.unexpected(new IllegalStateException("secret detail"), request);

        assertThat(answer.getStatusCode().value()).isEqualTo(500);
        ErrorEnvelope body = (ErrorEnvelope) Objects.requireNonNull(answer.getBody());
        assertThat(body.errorCode()).isEqualTo(ErrorCode.INTERNAL_ERROR);
        assertThat(body.traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(body.timestamp()).hasToString("2026-01-31T08:00:00.123Z");
        assertThat(body.toString()).doesNotContain("secret", "IllegalState");
    }

    @Test
    void aDatabaseThatCannotBeReachedIsUnavailable() throws Exception {
        RuntimeException outside = failureOf(TaskDatabase::now);
        RuntimeException inTransaction = failureOf(database -> database.inTransaction(database::now));

        for (RuntimeException failure : new RuntimeException[] {outside, inTransaction}) {
            ResponseEntity<Object> answer = advice.databaseFailed(failure, request);
            assertThat(answer.getStatusCode().value()).as(failure.toString()).isEqualTo(503);
            assertThat(answer.getHeaders().getFirst("Retry-After")).isEqualTo("5");
        }
    }

    @Test
    void aStatementThatIsWrongIsABug() {
        assertThat(advice.databaseFailed(new DataIntegrityViolationException("x"), request)
                        .getStatusCode()
                        .value())
                .isEqualTo(500);
    }

    @Test
    void everyCodeHasAnErrorStatus() {
        for (ErrorCode code : ErrorCode.values()) {
            assertThat(code.status().isError()).as(code.name()).isTrue();
        }
        assertThat(ErrorCode.of(404)).isEqualTo(ErrorCode.ROUTE_NOT_FOUND);
        assertThat(ErrorCode.of(418)).isEqualTo(ErrorCode.INVALID_PARAMETERS);
        assertThat(ErrorCode.of(502)).isEqualTo(ErrorCode.INTERNAL_ERROR);
    }

    /** Port 1 is nobody's. */
    private static RuntimeException failureOf(Consumer<TaskDatabase> use) throws Exception {
        DatabaseSettings settings = new DatabaseSettings(
                "localhost", 1, "x", "x", "", 4, Duration.ofMillis(300), Duration.ofSeconds(1), "DISABLED", false);
        try (TaskDatabase database = new TaskDatabase(DatabaseConnections.open(settings))) {
            return catchThrowableOfType(RuntimeException.class, () -> use.accept(database));
        }
    }
}
