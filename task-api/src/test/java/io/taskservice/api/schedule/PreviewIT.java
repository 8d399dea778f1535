package io.taskservice.api.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiTest;
import org.junit.jupiter.api.Test;

class PreviewIT extends ApiTest {

    private static final String PATH = "/api/v1/tasks/schedules/preview";

    @Test
    void showsFiresWordsAndWhatDaylightSavingDoes() {
        Answer answer = tenant.post(
                PATH,
                "{\"scheduleType\":\"CRON\",\"cronExpression\":\"0 30 2 * * ?\",\"timeZone\":\"Europe/Berlin\",\"count\":3}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.data().get("fires")).hasSize(3);
        assertThat(answer.data().get("fires").get(0).get("localTime").asString())
                .matches(".*T0[23]:.*\\+0[12]:00");
        assertThat(answer.data().get("fires").get(0).get("timeZone").asString()).isEqualTo("Europe/Berlin");
        assertThat(answer.data().get("scheduleDescription").get("en").asString())
                .isNotBlank();
        assertThat(answer.data().get("scheduleDescription").get("zh").asString())
                .isNotBlank();
        assertThat(answer.data().get("dstNotes")).isNotEmpty();
    }

    @Test
    void showsWhatSavingWouldDo() {
        Answer answer = tenant.post(PATH, "{\"scheduleType\":\"FIXED_RATE\",\"intervalMs\":60000}");

        assertThat(answer.data().get("fires")).hasSize(10);
        assertThat(java.time.Instant.parse(
                        answer.data().get("fires").get(0).get("fireTime").asString()))
                .isAfter(database.now().plusSeconds(50));
    }

    @Test
    void badOnesAreRefusedAsSavingWould() {
        assertThat(tenant.post(PATH, "{}").field()).isEqualTo("scheduleType");
        assertThat(tenant.post(PATH, "{\"scheduleType\":\"CRON\",\"cronExpression\":\"* * *\"}")
                        .code())
                .isEqualTo("INVALID_SCHEDULE");
        assertThat(tenant.post(PATH, "{\"scheduleType\":\"FIXED_RATE\",\"intervalMs\":60000,\"count\":101}")
                        .field())
                .isEqualTo("count");
        assertThat(tenant.post(PATH, "{\"scheduleType\":\"ONCE\",\"runAt\":\"2020-01-01T00:00:00Z\"}")
                        .field())
                .isEqualTo("runAt");
    }
}
