package io.taskservice.api.webhook;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.webhook.EventType;
import io.taskservice.webhook.Webhook;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A webhook to be made, or all that it shall be from now on.
 *
 * @param name for people
 * @param description for people
 * @param url where events are posted
 * @param events types it wants; left out: all
 */
@Schema(example = """
        {"name":"billing","url":"https://billing.example.com/hooks/tasks",
         "events":["task.instance.failed","task.instance.cancelled"]}""")
record WebhookRequest(
        @Nullable
        @NotBlank(message = "name is required: what the webhook is for")
        @Size(max = 100, message = "name is at most 100 characters")
        String name,

        @Nullable @Size(max = 500, message = "description is at most 500 characters")
        String description,

        @Nullable
        @NotNull(message = "url is required: where events are posted")
        @Schema(example = "https://billing.example.com/hooks/tasks")
        String url,

        @Nullable
        @Schema(
                description = "task.instance.succeeded, task.instance.failed, task.instance.cancelled; left out: all",
                example = "[\"task.instance.failed\"]")
        List<@Nullable String> events) {

    /** Once it has been checked. */
    Webhook.Wish wish() {
        Set<EventType> wanted = events == null
                ? EventType.ofInstances()
                : events.stream()
                        .map(text ->
                                EventType.parse(Objects.requireNonNull(text)).orElseThrow())
                        .collect(Collectors.toSet());
        return new Webhook.Wish(Objects.requireNonNull(name), description, Objects.requireNonNull(url), wanted);
    }
}
