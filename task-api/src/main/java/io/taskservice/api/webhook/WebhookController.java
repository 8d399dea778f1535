package io.taskservice.api.webhook;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.Envelopes;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FailsWith;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Routes of webhooks. */
@RestController
@RequestMapping(WebhookController.PATH)
@Tag(name = WebhookController.TAG, description = "Who is told of the ends of instances")
final class WebhookController {

    static final String PATH = "/api/v1/webhooks";
    static final String TAG = "Webhooks";

    private final Webhooks webhooks;
    private final Envelopes envelopes;

    WebhookController(Webhooks webhooks, Envelopes envelopes) {
        this.webhooks = webhooks;
        this.envelopes = envelopes;
    }

    @PostMapping
    @Operation(
            operationId = "createWebhook",
            summary = "Create a webhook",
            description = "The answer holds its secret, this once. It takes no Idempotency-Key: the kept answer would"
                    + " hold the secret.")
    @ApiResponse(responseCode = "201")
    @FailsWith({ErrorCode.INVALID_TASK_DATA, ErrorCode.TOO_MANY_WEBHOOKS})
    ResponseEntity<Envelope<IssuedWebhookView>> create(Caller caller, @RequestBody WebhookRequest request) {
        IssuedWebhookView created = webhooks.create(caller, request);
        return ResponseEntity.created(URI.create(PATH + "/" + created.webhook().id()))
                .body(envelopes.of("Created", created));
    }

    @GetMapping
    @Operation(operationId = "listWebhooks", summary = "List webhooks", description = "All of them, oldest first.")
    Envelope<WebhookListView> list(Caller caller) {
        return envelopes.of(new WebhookListView(
                webhooks.list(caller.tenant()).stream().map(WebhookView::of).toList()));
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getWebhook", summary = "Get a webhook")
    @FailsWith(ErrorCode.WEBHOOK_NOT_FOUND)
    Envelope<WebhookView> get(Caller caller, @PathVariable String id) {
        return envelopes.of(WebhookView.of(webhooks.require(caller.tenant(), id)));
    }

    @PutMapping("/{id}")
    @Operation(
            operationId = "replaceWebhook",
            summary = "Replace a webhook",
            description = "What is left out has its default. What is on its way goes to the new URL from its next try.")
    @FailsWith({ErrorCode.WEBHOOK_NOT_FOUND, ErrorCode.INVALID_TASK_DATA})
    Envelope<WebhookView> replace(Caller caller, @PathVariable String id, @RequestBody WebhookRequest request) {
        return envelopes.of("Replaced", WebhookView.of(webhooks.replace(caller, id, request)));
    }

    @DeleteMapping("/{id}")
    @Operation(
            operationId = "deleteWebhook",
            summary = "Delete a webhook",
            description = "What is on its way to it fails.")
    @FailsWith(ErrorCode.WEBHOOK_NOT_FOUND)
    Envelope<Void> delete(Caller caller, @PathVariable String id) {
        webhooks.delete(caller, id);
        return envelopes.of("Deleted", null);
    }

    @PostMapping("/{id}/enable")
    @Operation(operationId = "enableWebhook", summary = "Enable a webhook")
    @FailsWith(ErrorCode.WEBHOOK_NOT_FOUND)
    Envelope<WebhookView> enable(Caller caller, @PathVariable String id) {
        return envelopes.of("Enabled", WebhookView.of(webhooks.enable(caller, id)));
    }

    @PostMapping("/{id}/disable")
    @Operation(
            operationId = "disableWebhook",
            summary = "Disable a webhook",
            description = "It is told of no new event, and what is on its way to it fails.")
    @FailsWith(ErrorCode.WEBHOOK_NOT_FOUND)
    Envelope<WebhookView> disable(Caller caller, @PathVariable String id) {
        return envelopes.of("Disabled", WebhookView.of(webhooks.disable(caller, id)));
    }

    @PostMapping("/{id}/rotate-secret")
    @Operation(
            operationId = "rotateWebhookSecret",
            summary = "Make a new secret",
            description = "The answer holds it, this once. The old one signs too for 24 hours.")
    @FailsWith(ErrorCode.WEBHOOK_NOT_FOUND)
    Envelope<IssuedWebhookView> rotate(Caller caller, @PathVariable String id) {
        return envelopes.of("Rotated", webhooks.rotate(caller, id));
    }
}
