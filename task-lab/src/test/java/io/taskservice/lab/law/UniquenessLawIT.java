package io.taskservice.lab.law;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UniquenessLawIT {

    private static final Planted PLANTED = Planted.empty();

    @AfterAll
    static void close() throws Exception {
        PLANTED.close();
    }

    @BeforeEach
    void plant() {
        PLANTED.plant();
    }

    @Test
    void twoInstancesOfAFireTimeAreFound() {
        PLANTED.stores()
                .execute(
                        "ALTER TABLE task_instances DROP KEY uk_fire, ADD KEY uk_fire (task_definition_id, fire_time)");
        PLANTED.spoil(
                "UPDATE task_instances SET task_definition_id = ?, fire_time = ? WHERE id = ?",
                PLANTED.rate().id().value(),
                Planted.SINCE.plus(Duration.ofHours(2)),
                PLANTED.told.value());

        PLANTED.assertFound(Law.UNIQUENESS, PLANTED.rate().id(), "one instance of 2026-03-06T02:00:00", "2 instances");
    }

    @Test
    void twoInstancesOfARequestKeyAreFound() {
        PLANTED.stores()
                .execute("ALTER TABLE task_instances DROP KEY uk_request, ADD KEY uk_request (tenant_id, request_key)");
        PLANTED.spoil("UPDATE task_instances SET request_key = 'the-request' WHERE id = ?", PLANTED.dead.value());

        PLANTED.assertFound(Law.UNIQUENESS, PLANTED.dead, "one instance of request key the-request", "2 instances");
    }
}
