package io.taskservice.database;

import static io.taskservice.testkit.DefinitionBuilder.aDefinition;
import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.definition.TaskDefinition;
import io.taskservice.instance.TaskInstance;
import io.taskservice.testkit.TestStores;
import java.time.Duration;
import java.time.Instant;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Instants come back from MySQL as they went in, wherever the JVM thinks it is. */
class InstantTypeHandlerIT {

    private static final String NEW_YORK = "America/New_York";

    /** 01:30 in New York, for the first time that night; an hour later it is 01:30 again. */
    private static final Instant FIRST_PASS = Instant.parse("2026-11-01T05:30:00.123Z");

    private static final Instant SECOND_PASS = FIRST_PASS.plus(Duration.ofHours(1));

    private final TimeZone before = TimeZone.getDefault();

    @AfterEach
    void restoreTheZone() {
        TimeZone.setDefault(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {NEW_YORK, "Asia/Shanghai", "UTC"})
    void theTwoHoursOfAutumnStayTwoFireTimes(String zone) throws Exception {
        try (TestStores stores = storesIn(zone)) {
            TaskDefinition definition = aDefinition().insertInto(stores);

            anInstance().of(definition).fireTime(FIRST_PASS).insertInto(stores);
            anInstance().of(definition).fireTime(SECOND_PASS).insertInto(stores);

            assertThat(stores.instancesOf(definition))
                    .extracting(instance -> instance.origin().fireTime())
                    .containsExactly(FIRST_PASS, SECOND_PASS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {NEW_YORK, "Asia/Shanghai"})
    void everyInstantComesBackAsItWentIn(String zone) throws Exception {
        try (TestStores stores = storesIn(zone)) {
            for (String text : new String[] {
                "1970-01-01T00:00:00.001Z",
                "2026-03-08T07:00:00Z", // New York's clocks go from 02:00 to 03:00
                "2026-03-08T06:59:59.999Z",
                "2038-01-19T03:14:08Z",
                "9999-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999Z"
            }) {
                Instant instant = Instant.parse(text);
                TaskDefinition definition = aDefinition().dueAt(instant).insertInto(stores);

                assertThat(stores.reread(definition).cursor().nextFireTime()).isEqualTo(instant);
            }
        }
    }

    @Test
    void digitsBelowTheMillisecondAreCutNotRounded() throws Exception {
        try (TestStores stores = storesIn(NEW_YORK)) {
            TaskDefinition definition = aDefinition()
                    .dueAt(Instant.parse("2026-12-31T23:59:59.999999999Z"))
                    .insertInto(stores);

            assertThat(stores.reread(definition).cursor().nextFireTime())
                    .isEqualTo(Instant.parse("2026-12-31T23:59:59.999Z"));
        }
    }

    @Test
    void mySqlsOwnClockIsReadInUtc() throws Exception {
        try (TestStores stores = storesIn(NEW_YORK)) {
            TaskInstance instance = stores.instance(anInstance().insertInto(stores));

            assertThat(Duration.between(stores.now(), Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
            assertThat(Duration.between(instance.createdAt(), stores.now()))
                    .isBetween(Duration.ZERO, Duration.ofMinutes(1));
        }
    }

    @Test
    void theStoredTextIsUtc() throws Exception {
        try (TestStores stores = storesIn(NEW_YORK)) {
            aDefinition().dueAt(FIRST_PASS).insertInto(stores);

            assertThat(stores.rows(
                                    "SELECT DATE_FORMAT(next_fire_time, '%Y-%m-%d %H:%i:%s.%f') AS t FROM task_definitions")
                            .get(0))
                    .containsEntry("t", "2026-11-01 05:30:00.123000");
        }
    }

    private static TestStores storesIn(String zone) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        return TestStores.fresh();
    }
}
