package io.taskservice.api.webhook;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A callback secret just made.
 *
 * @param secret signs what callback URLs are sent: shown this once
 * @param state what may be told of it later
 */
@Schema(name = "IssuedCallbackSecret")
record IssuedCallbackSecretView(
        @Schema(description = "Signs what callback URLs are sent; shown this once")
        String secret,

        CallbackSecretView state) {

    /** Without the secret, so that it cannot end in a log. */
    @Override
    public String toString() {
        return "IssuedCallbackSecretView[" + state + "]";
    }
}
