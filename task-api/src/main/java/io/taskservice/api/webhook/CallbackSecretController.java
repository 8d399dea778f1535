package io.taskservice.api.webhook;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskservice.api.change.Changes;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.Envelopes;
import io.taskservice.webhook.CallbackSecrets;
import io.taskservice.webhook.WebhookSecret;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Routes of the secret that signs what callback URLs are sent. */
@RestController
@RequestMapping(WebhookController.PATH + "/callback-secret")
@Tag(name = WebhookController.TAG)
final class CallbackSecretController {

    private final CallbackSecrets secrets;
    private final Changes changes;
    private final Envelopes envelopes;

    CallbackSecretController(CallbackSecrets secrets, Changes changes, Envelopes envelopes) {
        this.secrets = secrets;
        this.changes = changes;
        this.envelopes = envelopes;
    }

    @GetMapping
    @Operation(
            operationId = "getCallbackSecret",
            summary = "Whether callbacks have a secret",
            description = "One is made with the first callback that is sent; rotating makes one too, and shows it.")
    Envelope<CallbackSecretView> get(Caller caller) {
        return envelopes.of(CallbackSecretView.of(secrets.state(caller.tenant())));
    }

    @PostMapping("/rotate")
    @Operation(
            operationId = "rotateCallbackSecret",
            summary = "Make a new secret for callbacks",
            description = "The answer holds it, this once. The old one signs too for 24 hours.")
    Envelope<IssuedCallbackSecretView> rotate(Caller caller) {
        WebhookSecret secret = changes.makeFor(caller.tenant(), () -> {
            changes.record(caller, "callback-secret.rotate", caller.tenant().value(), Map.of());
            return secrets.rotate(caller.tenant());
        });
        return envelopes.of(
                "Rotated",
                new IssuedCallbackSecretView(secret.text(), CallbackSecretView.of(secrets.state(caller.tenant()))));
    }
}
