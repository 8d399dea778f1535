package io.taskservice.api.webhook;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskservice.api.change.Once;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.Envelopes;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FailsWith;
import io.taskservice.api.web.Page;
import io.taskservice.api.web.Slice;
import io.taskservice.webhook.Webhook;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Routes of deliveries. */
@RestController
@RequestMapping(WebhookController.PATH)
@Tag(name = WebhookController.TAG)
final class DeliveryController {

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final Once once;
    private final Envelopes envelopes;

    DeliveryController(Webhooks webhooks, Deliveries deliveries, Once once, Envelopes envelopes) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.once = once;
        this.envelopes = envelopes;
    }

    @PostMapping("/{id}/test")
    @Operation(
            operationId = "testWebhook",
            summary = "Send a test event",
            description = "An event webhook.test, through the same pipeline as every other.")
    @ApiResponse(responseCode = "202")
    @FailsWith({
        ErrorCode.WEBHOOK_NOT_FOUND,
        ErrorCode.WEBHOOK_DISABLED,
        ErrorCode.IDEMPOTENCY_KEY_IN_USE,
        ErrorCode.IDEMPOTENCY_KEY_REUSED
    })
    ResponseEntity<Envelope<DeliveryView>> test(Caller caller, @PathVariable String id, HttpServletRequest request) {
        Webhook webhook = webhooks.require(caller.tenant(), id);
        return once.answer(
                caller,
                request,
                () -> ResponseEntity.accepted().body(envelopes.of("Accepted", deliveries.test(caller, webhook))));
    }

    @GetMapping("/{id}/deliveries")
    @Operation(operationId = "listWebhookDeliveries", summary = "List deliveries", description = "Newest first.")
    @FailsWith(ErrorCode.WEBHOOK_NOT_FOUND)
    Envelope<Slice<DeliveryView>> ofWebhook(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable @Parameter(description = "nextCursor of the slice before")
                    String cursor,
            @RequestParam(defaultValue = "50")
                    @Min(value = 1, message = "limit is at least 1")
                    @Max(value = Page.MOST, message = "limit is at most 200")
                    int limit) {
        return envelopes.of(deliveries.ofWebhook(webhooks.require(caller.tenant(), id), cursor, limit));
    }

    @GetMapping("/deliveries")
    @Operation(
            operationId = "listInstanceDeliveries",
            summary = "List what tells of an instance",
            description = "Newest first; to webhooks and to its callback URL. They are kept for some days, whether or"
                    + " not the instance is.")
    Envelope<Slice<DeliveryView>> ofInstance(Caller caller, @RequestParam String instanceId) {
        return envelopes.of(deliveries.ofInstance(caller.tenant(), instanceId));
    }

    @PostMapping("/deliveries/{id}/redeliver")
    @Operation(
            operationId = "redeliver",
            summary = "Deliver an event again",
            description = "The same event with the same id, and all its tries anew.")
    @ApiResponse(responseCode = "202")
    @FailsWith({ErrorCode.DELIVERY_NOT_FOUND, ErrorCode.DELIVERY_UNDER_WAY, ErrorCode.WEBHOOK_DISABLED})
    ResponseEntity<Envelope<DeliveryView>> again(Caller caller, @PathVariable String id) {
        return ResponseEntity.accepted().body(envelopes.of("Accepted", deliveries.again(caller, id)));
    }
}
