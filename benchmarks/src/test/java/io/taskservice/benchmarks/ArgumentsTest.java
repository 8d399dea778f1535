package io.taskservice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.taskservice.benchmarks.child.Workload;
import io.taskservice.benchmarks.engine.SystemKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {

    @Test
    void measuresEveryWorkloadButSmokeWhenNoneIsNamed() {
        Arguments arguments = Arguments.parse(List.of());

        assertThat(arguments.workloads()).containsExactly(Workload.values());
        assertThat(arguments.isSmoke()).isFalse();
        assertThat(arguments.settings().systems()).containsExactly(SystemKind.values());
        assertThat(arguments.settings().rounds()).isEqualTo(3);
    }

    @Test
    void smokeAloneIsOnlySmoke() {
        Arguments arguments = Arguments.parse(List.of("smoke"));

        assertThat(arguments.isSmoke()).isTrue();
        assertThat(arguments.workloads()).isEmpty();
    }

    @Test
    void takesOptionsAnywhere() {
        Arguments arguments = Arguments.parse(List.of(
                "--systems=floor,quartz",
                "drain",
                "--tasks=7",
                "--rate=1,2",
                "--jvm-option=-Xint",
                "--jvm-option=-Xs"));

        Settings settings = arguments.settings();
        assertThat(arguments.workloads()).containsExactly(Workload.DRAIN);
        assertThat(settings.systems()).containsExactly(SystemKind.FLOOR, SystemKind.QUARTZ);
        assertThat(settings.tasks()).containsExactly(7);
        assertThat(settings.rates()).containsExactly(1, 2);
        assertThat(settings.jvmOptions()).containsExactly("-Xint", "-Xs");
    }

    @Test
    void submitsFromOneThreadFromSomeAndInBulk() {
        Settings settings = Arguments.parse(List.of("--submitters=16,0")).settings();

        assertThat(Case.of(Workload.SUBMIT, settings))
                .extracting(Case::threads, Case::title)
                .containsExactly(tuple(16, "10,000 tasks, 16 threads, one by one"), tuple(0, "10,000 tasks, in bulk"));
        assertThat(Arguments.parse(List.of()).settings().submitters()).containsExactly(1, 8, 32, 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    drian            | no workload 'drian'; did you mean drain?
                    --task=5         | no option --task; did you mean tasks?
                    --tasks=many     | --tasks cannot be 'many'; write a number from 1 to
                    --rounds=0       | --rounds cannot be '0'; write a number from 1 to 100
                    --rate=1,,2      | --rate cannot be ''; write a number from 1 to
                    --rounds         | --rounds needs a value, e.g. --rounds=3
                    --jdk=/nowhere   | --jdk cannot be '/nowhere'; write the home of a JDK
                    --systems=quarz  | no system 'quarz'; did you mean quartz?
                    --jdbc-url=mysql | --jdbc-url cannot be 'mysql'; write jdbc:mysql://
                    """)
    void refusesWhatCannotBeAndSaysWhatCould(String argument, String words) {
        assertThatThrownBy(() -> Arguments.parse(List.of(argument)))
                .isInstanceOf(BadArgumentException.class)
                .hasMessageContaining(words)
                .hasMessageNotContaining("\n");
    }

    @Test
    void drainsAreMeasuredWithTheFirstOfEachAndThenWithEachOther() {
        Settings settings = Arguments.parse(List.of("--tasks=10,20", "--history=0,5", "--tenants=1,3", "--nodes=1,2"))
                .settings();

        assertThat(Case.of(Workload.DRAIN, settings))
                .extracting(Case::size, Case::history, Case::tenants, Case::nodes)
                .containsExactly(
                        tuple(10, 0, 1, 1),
                        tuple(20, 0, 1, 1),
                        tuple(10, 5, 1, 1),
                        tuple(10, 0, 3, 1),
                        tuple(10, 0, 1, 2));
    }

    @Test
    void severalProcessesAreOnlyOfSystemsThatShareWork() {
        Settings settings = Arguments.parse(List.of("--nodes=2")).settings();

        assertThat(Case.of(Workload.DRAIN, settings).get(0).systems())
                .containsExactly(SystemKind.TASK_SERVICE, SystemKind.DB_SCHEDULER);
    }

    @Test
    void historyIsOnlyOfSystemsThatKeepItInOurTables() {
        Settings settings = Arguments.parse(List.of("--history=5")).settings();

        assertThat(Case.of(Workload.DRAIN, settings).get(0).systems())
                .containsExactly(SystemKind.FLOOR, SystemKind.TASK_SERVICE);
    }
}
