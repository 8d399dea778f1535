package io.taskservice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

    private static final String MARK = "… (truncated)";

    @Test
    void whatFitsIsKept() {
        assertThat(Text.cutToColumn(null)).isNull();
        assertThat(Text.cutToColumn("")).isEmpty();
        assertThat(Text.cutToColumn("a".repeat(Text.MOST_BYTES))).hasSize(Text.MOST_BYTES);
        assertThat(Text.cut("abc", 3)).isEqualTo("abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "中", "😀"})
    void whatDoesNotFitIsCutToWhatDoes(String character) {
        String text = character.repeat(Text.MOST_BYTES + 1);

        String cut = Objects.requireNonNull(Text.cutToColumn(text));

        assertThat(bytes(cut)).isBetween(Text.MOST_BYTES - 40, Text.MOST_BYTES);
        assertThat(cut).endsWith(MARK);
    }

    @Test
    void aTextThatIsWideAtItsBeginningFitsToo() {
        String text = "中".repeat(40_000) + "a".repeat(1_000_000);

        assertThat(bytes(Objects.requireNonNull(Text.cutToColumn(text)))).isLessThanOrEqualTo(Text.MOST_BYTES);
    }

    @RepeatedTest(200)
    void anyTextFitsAndIsCutNowhereButAtItsEnd(RepetitionInfo repetition) {
        String text = randomText(new Random(repetition.getCurrentRepetition()));

        String cut = Objects.requireNonNull(Text.cutToColumn(text));

        if (bytes(text) <= Text.MOST_BYTES) {
            assertThat(cut).isEqualTo(text);
        } else {
            assertThat(bytes(cut)).isLessThanOrEqualTo(Text.MOST_BYTES);
            assertThat(text).startsWith(cut.substring(0, cut.length() - MARK.length()));
            assertThat(Character.isHighSurrogate(cut.charAt(cut.length() - MARK.length() - 1)))
                    .isFalse();
        }
    }

    @Test
    void aPairIsNeverCutInTwo() {
        String text = "a" + "😀".repeat(100);

        for (int most = 20; most < 60; most++) {
            String cut = Text.cut(text, most);
            assertThat(cut.length()).isLessThanOrEqualTo(most);
            assertThat(cut.codePoints()).noneMatch(point -> Character.getType(point) == Character.SURROGATE);
        }
    }

    @Test
    void aStackNamesTheExceptionAndItsCauses() {
        Exception thrown = new IllegalStateException("outer", new IllegalArgumentException("inner"));

        assertThat(Text.stackOf(thrown))
                .contains("java.lang.IllegalStateException: outer")
                .contains("Caused by: java.lang.IllegalArgumentException: inner")
                .contains("\tat io.taskservice.executor.TextTest");
    }

    /** Stretches of narrow and wide characters, pairs whole, of any length about the limit. */
    private static String randomText(Random random) {
        String[] kinds = {"a", "é", "中", "😀"};
        StringBuilder text = new StringBuilder();
        int stretches = 1 + random.nextInt(6);
        for (int i = 0; i < stretches; i++) {
            text.append(kinds[random.nextInt(kinds.length)].repeat(random.nextInt(40_000)));
        }
        return text.toString();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
