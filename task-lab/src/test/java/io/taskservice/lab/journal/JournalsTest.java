package io.taskservice.lab.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalsTest {

    private static final Instant T = Instant.parse("2026-11-22T10:00:00.123456789Z");

    @TempDir
    Path folder;

    @Test
    void aLineIsReadAsItWasWritten() {
        JournalLine line = new JournalLine(false, T, "some-id", 3, "node-1", true);

        assertThat(line.format()).isEqualTo("end 1795341600123456789 some-id 3 node-1 fenced");
        assertThat(JournalLine.parse(line.format())).contains(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "begin",
                "begin 12 i 1",
                "start 12 i 1 n",
                "begin x i 1 n",
                "begin 12 i 1 n fence",
                "end 12 i one n"
            })
    void whatIsNoLineIsRefused(String text) {
        assertThat(JournalLine.parse(text)).isEmpty();
    }

    @Test
    void anAttemptIsItsBeginAndItsEnd() throws IOException {
        try (JournalWriter writer = new JournalWriter(folder, "one")) {
            writer.write(new JournalLine(true, T, "a", 1, "n", false));
            writer.write(new JournalLine(true, T, "b", 1, "n", false));
            writer.write(new JournalLine(false, T.plusSeconds(1), "a", 1, "n", false));
        }

        Journals journals = Journals.read(folder);

        assertThat(journals.of("a")).containsExactly(new Effect("a", 1, "n", T, T.plusSeconds(1), false));
        assertThat(journals.of("b")).containsExactly(new Effect("b", 1, "n", T, null, false));
        assertThat(journals.of("c")).isEmpty();
        assertThat(journals.instances()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void theJournalsOfSeveralProcessesAreOne() throws IOException {
        Files.writeString(folder.resolve("one.journal"), "begin 1 a 1 n\nend 2 a 1 n\n");
        Files.writeString(folder.resolve("two.journal"), "begin 3 a 2 m\nend 4 a 2 m fenced\n");
        Files.writeString(folder.resolve("notes.txt"), "not a journal\n");

        assertThat(Journals.read(folder).of("a"))
                .extracting(Effect::attempt, Effect::fenced)
                .containsExactly(tuple(1, false), tuple(2, true));
    }

    @Test
    void aTornLastLineIsPassedOver() throws IOException {
        Files.writeString(folder.resolve("one.journal"), "begin 1 a 1 n\nend 2 a 1 n\nbegin 17953416001234567");

        assertThat(Journals.read(folder).instances()).containsExactly("a");
    }

    @Test
    void aTornLastLineThatLooksWholeIsPassedOverToo() throws IOException {
        Files.writeString(folder.resolve("one.journal"), "begin 1 a 1 n\nend 2 a 1 n");

        assertThat(Journals.read(folder).of("a")).extracting(Effect::end).containsOnlyNulls();
    }

    @Test
    void anotherLineThatCannotBeReadIsAnError() throws IOException {
        Files.writeString(folder.resolve("one.journal"), "begin 1 a 1 n\nrubbish\nend 2 a 1 n\n");

        assertThatThrownBy(() -> Journals.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("one.journal, line 2: cannot read 'rubbish'");
    }

    @Test
    void aJournalBelongsToOneProcess() throws IOException {
        try (JournalWriter first = new JournalWriter(folder, "one")) {
            first.write(new JournalLine(true, T, "a", 1, "n", false));

            assertThatThrownBy(() -> new JournalWriter(folder, "one")).isInstanceOf(FileAlreadyExistsException.class);
        }
    }

    @Test
    void anAttemptThatBeganTwiceIsTwoEffects() throws IOException {
        Files.writeString(folder.resolve("one.journal"), "begin 1 a 1 n\nbegin 2 a 1 n\nend 3 a 1 n\n");

        assertThat(Journals.read(folder).of("a"))
                .extracting(Effect::end)
                .containsExactly(Instant.ofEpochSecond(0, 3), null);
    }

    @Test
    void effectsOverlapWhenThereWasAMomentOfBoth() {
        Effect one = effect(10, 20L);

        assertThat(one.overlaps(effect(19, 30L))).isTrue();
        assertThat(one.overlaps(effect(20, 30L))).isFalse();
        assertThat(one.overlaps(effect(5, 10L))).isFalse();
        assertThat(one.overlaps(effect(5, null))).isTrue();
        assertThat(effect(10, null).overlaps(effect(1000, null))).isTrue();
        assertThat(effect(10, null).overlaps(effect(5, 10L))).isFalse();
    }

    private static Effect effect(long begin, @Nullable Long end) {
        return new Effect(
                "a", 1, "n", Instant.ofEpochSecond(begin), end == null ? null : Instant.ofEpochSecond(end), false);
    }
}
