package io.taskservice.api.webhook;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.webhook.CallbackSecrets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What may be told of the secret that signs callbacks.
 *
 * @param present whether there is one
 * @param since when it was made; null: there is none
 * @param previousSecretUntil until when the one before the last rotation signs too; null: it does not
 */
@Schema(name = "CallbackSecret")
record CallbackSecretView(
        boolean present,

        @Nullable @Schema(description = "When it was made; null: there is none")
        Instant since,

        @Nullable @Schema(description = "Until when the one before signs too; null: it does not")
        Instant previousSecretUntil) {

    static CallbackSecretView of(Optional<CallbackSecrets.State> state) {
        return state.map(known -> new CallbackSecretView(true, known.since(), known.previousUntil()))
                .orElseGet(() -> new CallbackSecretView(false, null, null));
    }
}
