package io.taskservice.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskservice.lab.law.CheckOptions;
import io.taskservice.lab.law.Limit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckArgumentsTest {

    private static final Instant T = Instant.parse("2026-11-22T08:00:00Z");

    @TempDir
    Path folder;

    @Test
    void withoutArgumentsEverythingIsChecked() {
        assertThat(CheckArguments.parse(List.of())).isEqualTo(new CheckArguments(CheckOptions.DEFAULT, null));
    }

    @Test
    void everyOptionIsRead() {
        CheckArguments read = CheckArguments.parse(List.of(
                "--since=2026-11-22T08:00:00Z",
                "--quiescent",
                "--not-before",
                "2026-11-22T08:00:00Z",
                "--journal=" + folder,
                "--limit",
                "emails=3",
                "--limit=other/*=7",
                "--slack=250ms"));

        assertThat(read)
                .isEqualTo(new CheckArguments(
                        CheckOptions.DEFAULT
                                .since(T)
                                .atRest()
                                .notBefore(T)
                                .slack(Duration.ofMillis(250))
                                .limits(List.of(new Limit("default", "emails", 3), new Limit("other", "*", 7))),
                        folder));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --since                    | --since needs a value, e.g. --since=2026-11-22T08:00:00Z
            --since=                   | --since needs a value
            --since=yesterday          | --since cannot be 'yesterday'; write --since=2026-11-22T08:00:00Z
            --slack=1h                 | --slack cannot be '1h'; write --slack=500ms
            --limit=emails             | --limit cannot be 'emails'; write --limit=emails=10
            --limit=NO/emails=1        | --limit cannot be
            --journal=/no/such/folder  | there is no folder /no/such/folder
            --quiescent=yes            | --quiescent takes no value
            --not-before=2026-11-22T08:00:00Z | only means something together with --quiescent
            --sinse=x                  | There is no option '--sinse'
            since                      | There is no option 'since'
            """)
    void whatCannotBeIsRefusedAndWhatCouldIsTold(String argument, String message) {
        assertThatThrownBy(() -> CheckArguments.parse(List.of(argument)))
                .isInstanceOf(BadArgumentException.class)
                .hasMessageContaining(message);
    }
}
