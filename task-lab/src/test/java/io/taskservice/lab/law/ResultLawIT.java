package io.taskservice.lab.law;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResultLawIT extends LawCase {

    @Test
    void anOutcomeOfASupersededAttemptIsFound() {
        PLANTED.lines().removeIf(line -> line.instance().equals(PLANTED.worn.value()));
        PLANTED.spoil(
                "UPDATE task_instances SET attempt = 4, result = NULL, handler = 'echo' WHERE id = ?",
                PLANTED.worn.value());

        PLANTED.assertFound(Law.RESULTS, PLANTED.worn, "the outcome of the highest attempt", "SUCCESS by attempt 4");
    }

    @Test
    void theResultOfAnotherAttemptIsFound() {
        PLANTED.spoil("UPDATE task_instances SET result = 'attempt 4' WHERE id = ?", PLANTED.worn.value());

        PLANTED.assertFound(Law.RESULTS, PLANTED.worn, "the result of attempt 5", "the result of attempt 4");
    }

    @Test
    void aResultOfANodeThatDidNotHaveTheAttemptIsFound() {
        PLANTED.spoil(
                "UPDATE task_instances SET execution_node = ? WHERE id = ?",
                Planted.FIRST.value(),
                PLANTED.worn.value());

        PLANTED.assertFound(Law.RESULTS, PLANTED.worn, "attempt 5 run by the node in its row, first-1", "second-2");
    }

    @Test
    void aProcessThatGoesOnUnderAnotherIdIsTheSame() {
        PLANTED.spoil(
                "UPDATE task_instances SET execution_node = ? WHERE id = ?",
                Planted.FIRST.value(),
                PLANTED.worn.value());
        PLANTED.spoil("UPDATE nodes SET boot_id = 'one'");

        assertThat(PLANTED.check()).isEmpty();
    }
}
