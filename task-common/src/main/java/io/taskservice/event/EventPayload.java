package io.taskservice.event;

import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.TenantId;
import io.taskservice.identity.WebhookId;
import io.taskservice.webhook.EventType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Renders what receivers get: {@code {"type", "timestamp", "data"}}, less than 20 kB.
 *
 * <p>It is rendered once, in the transaction of the change: the event outlives its instance, and every try sends the same
 * bytes, which is what makes the signature of a retry say the same as the first one's.
 */
final class EventPayload {

    /** Longest result, as JSON, that travels with the event. */
    static final int MOST_RESULT_BYTES = 4096;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private EventPayload() {}

    static String of(EndedInstance instance, Instant now) {
        Instant at = instance.endTime() == null ? now : instance.endTime();
        return render(instance.type(), at, dataOf(instance));
    }

    /** What a test of a webhook sends. */
    static String ofTest(TenantId tenant, WebhookId webhook, Instant now) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("tenantId", tenant.value());
        data.put("webhookId", webhook.value());
        return render(EventType.TEST, now, data);
    }

    private static String render(EventType type, Instant at, Map<String, @Nullable Object> data) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("type", type.text());
        payload.put("timestamp", at.toString());
        payload.put("data", data);
        return JSON.writeValueAsString(payload);
    }

    private static Map<String, @Nullable Object> dataOf(EndedInstance i) {
        DefinitionId definition = i.taskDefinitionId();
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("instanceId", i.id().value());
        data.put("definitionId", definition == null ? null : definition.value());
        data.put("tenantId", i.tenantId().value());
        data.put("handler", i.handler());
        data.put("queue", i.queue());
        data.put("bizKey", i.bizKey());
        data.put("status", i.status());
        data.put("attempt", i.attempt());
        data.put("fireTime", text(i.fireTime()));
        data.put("startTime", text(i.startTime()));
        data.put("endTime", text(i.endTime()));
        data.put(
                "durationMs",
                i.executionDuration() == null ? null : i.executionDuration().toMillis());
        data.put("errorCode", i.errorCode());
        data.put("errorMessage", i.errorMessage());
        if (i.resultTooLong() || isTooLong(i.result())) {
            data.put("resultTruncated", true);
        } else {
            data.put("result", i.result());
        }
        return data;
    }

    /** Escapes count: what looks short may not be when it is rendered. */
    private static boolean isTooLong(@Nullable String result) {
        return result != null
                && JSON.writeValueAsString(result).getBytes(StandardCharsets.UTF_8).length > MOST_RESULT_BYTES;
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
