package io.taskservice.api.queue;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.api.web.Texts;
import io.taskservice.api.web.Violations;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Why a queue is paused.
 *
 * @param reason for whoever wonders
 */
@Schema(name = "PauseRequest", example = "{\"reason\":\"The mail server is being moved\"}")
record PauseRequest(
        @Nullable @Size(max = 200, message = "reason is at most 200 characters")
        String reason) {

    /** For no reason given. */
    static final PauseRequest PLAIN = new PauseRequest(null);

    void check(Validator validator) {
        Violations violations = Violations.of(this, validator);
        Texts.check("reason", reason, false).ifPresent(violations::add);
        violations.throwIfAny();
    }
}
