package io.taskservice.lab.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.handler.TaskResult;
import io.taskservice.testkit.TestContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalHandlerTest {

    private static final Instant T = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    Path folder;

    private JournalWriter writer;
    private JournalHandler handler;

    @BeforeEach
    void open() throws IOException {
        writer = new JournalWriter(folder, "one");
        handler = new JournalHandler(writer, () -> "node-1", () -> T);
    }

    @AfterEach
    void close() throws IOException {
        writer.close();
    }

    @Test
    void writesItsBeginAndItsEnd() throws IOException {
        TestContext context = TestContext.of("").attempt(2);

        assertThat(handler.execute(context)).isEqualTo(TaskResult.success("attempt 2"));

        assertThat(Journals.read(folder).of(context.getInstanceId()))
                .containsExactly(new Effect(context.getInstanceId(), 2, "node-1", T, T, false));
    }

    @Test
    void failsAndWaitsAsOftenAsItIsAskedTo() throws IOException {
        TestContext fails = TestContext.of("{\"fails\":2}");
        TestContext waits = TestContext.of("{\"waits\":1}");

        assertThat(handler.execute(fails.attempt(2)).errorCode()).isEqualTo("ASKED_TO");
        assertThat(handler.execute(fails.attempt(3)).successful()).isTrue();
        assertThat(handler.execute(waits.attempt(1)).retryAfter()).isEqualTo(Duration.ofMillis(10));
        assertThat(handler.execute(waits.attempt(2)).successful()).isTrue();
    }

    @Test
    void anInterruptCutsItShortAndItsEndIsWrittenAllTheSame() throws IOException {
        TestContext context = TestContext.of("{\"millis\":3600000}");
        Thread.currentThread().interrupt();

        handler.execute(context);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(Journals.read(folder).of(context.getInstanceId()).get(0).end())
                .isEqualTo(T);
    }

    @Test
    void paramsThatCannotBeAreRefusedBeforeAnythingIsWritten() throws IOException {
        assertThat(handler.execute(TestContext.of("{\"millis\":-1}")).errorCode())
                .isEqualTo("INVALID_PARAMS");
        assertThat(Journals.read(folder).isEmpty()).isTrue();
    }
}
