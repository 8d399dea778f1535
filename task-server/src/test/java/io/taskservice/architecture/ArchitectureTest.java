package io.taskservice.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the code to {@link Rules}, and the rules to fixtures that break them: one that cannot fail is worse than none. */
class ArchitectureTest {

    private static final String FIXTURES = "io.taskservice.architecture.violations";

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.taskservice");

    private static final JavaClasses VIOLATIONS = new ClassFileImporter().importPackages(FIXTURES);

    @Test
    void seesTheWholeProduct() {
        List<String> oneOfEachRoom = List.of(
                "instance.Claim",
                "scheduler.DueScan",
                "executor.Writer",
                "api.web.ErrorAdvice",
                "server.TaskServer",
                "lab.HistoryChecker");

        assertThat(oneOfEachRoom).allMatch(name -> PRODUCT.contain("io.taskservice." + name));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void theProductKeeps(ArchRule rule) {
        rule.check(PRODUCT);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rulesOfFixtures")
    void aFixtureBreaks(ArchRule rule) {
        assertThatThrownBy(() -> rule.check(VIOLATIONS)).isInstanceOf(AssertionError.class);
    }

    static Stream<ArchRule> rules() {
        return new Rules("io.taskservice.").all().stream();
    }

    static Stream<ArchRule> rulesOfFixtures() {
        return new Rules(FIXTURES + ".").all().stream();
    }
}
