package io.taskservice.api.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiClient;
import io.taskservice.identity.TenantId;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

/** Makes one of each thing in a tenant, and another when that has been used up; all carry a text to be known by. */
public final class Planter {

    private final ApiClient owner;
    private final TenantId tenant;
    private final String mark;
    private final Undertaker undertaker;
    private final Map<Thing, String> planted = new EnumMap<>(Thing.class);

    public Planter(ApiClient owner, TenantId tenant, String mark, Undertaker undertaker) {
        this.owner = owner;
        this.tenant = tenant;
        this.mark = mark;
        this.undertaker = undertaker;
    }

    /** Makes instances that have failed for good. */
    public interface Undertaker {

        /** The id of one, of what is submitted by a client to a queue in which nothing else is. */
        String bury(ApiClient client, String queue, String submission);
    }

    /** One that is there, as far as is known. */
    public String id(Thing thing) {
        String known = planted.get(thing);
        if (known == null) {
            known = plant(thing);
            planted.put(thing, known);
        }
        return known;
    }

    /** What there was is gone, or may be: the next use makes another. */
    public void usedUp(Thing thing) {
        planted.remove(thing);
    }

    private String plant(Thing thing) {
        return switch (thing) {
            case DEFINITION -> made(ApiClient.DEFINITIONS, """
                        {"taskName":"%s %s","description":"%s","taskHandler":"echo","taskParams":"%s","enabled":false,
                         "scheduleType":"CRON","cronExpression":"0 0 2 * * ?"}""".formatted(mark, UUID.randomUUID(), mark, mark));
            case INSTANCE -> made(ApiClient.SUBMIT, """
                        {"handler":"echo","params":"%s","bizKey":"%s","labels":{"l":"%s"},"queue":"wall-own"}""".formatted(mark, mark, mark));
            case DEAD_LETTER -> undertaker.bury(owner, "dead-" + tenant, """
                        {"handler":"echo","params":"%s","bizKey":"%s","queue":"dead-%s"}""".formatted(mark, mark, tenant));
            case QUEUE -> queue();
            case WEBHOOK -> webhook();
            case DELIVERY -> made(ApiClient.WEBHOOKS + "/" + id(Thing.WEBHOOK) + "/test", null);
            case SECRET -> secret();
            case KEY ->
                made(ApiClient.TENANTS + "/" + tenant + "/keys", "{\"name\":\"" + mark + "\",\"role\":\"VIEWER\"}");
            case TENANT -> tenant.value();
            case WORKER -> "test-node";
        };
    }

    private String queue() {
        String name = "wall-" + UUID.randomUUID();
        Answer answer = owner.post(
                ApiClient.QUEUES, "{\"name\":\"" + name + "\",\"description\":\"" + mark + "\",\"maxRunning\":1}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return name;
    }

    private String secret() {
        String name = "wall-" + UUID.randomUUID();
        Answer answer = owner.put(ApiClient.SECRETS + "/" + name, "{\"value\":\"" + mark + "\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return name;
    }

    private String webhook() {
        Answer answer = owner.post(
                ApiClient.WEBHOOKS, "{\"name\":\"" + mark + "\",\"url\":\"https://hooks.example/" + mark + "\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.data().get("webhook").get("id").asString();
    }

    private String made(String path, @org.jspecify.annotations.Nullable String body) {
        Answer answer = owner.post(path, body);
        assertThat(answer.status()).as(answer.text()).isIn(201, 202);
        return answer.data().get("id").asString();
    }
}
