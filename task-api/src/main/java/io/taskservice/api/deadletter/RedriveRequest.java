package io.taskservice.api.deadletter;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.api.instance.Repeats;
import io.taskservice.api.policy.Forms;
import io.taskservice.api.policy.Params;
import io.taskservice.api.policy.Priority;
import io.taskservice.api.web.TextOrJson;
import io.taskservice.api.web.Violations;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * What is to be different when a dead letter is run again; left out: as it was.
 *
 * @param params params
 * @param queue queue
 * @param priority priority
 */
@Schema(name = "RedriveRequest", example = "{\"params\":{\"source\":\"db2\"},\"priority\":\"high\"}")
record RedriveRequest(
        @Nullable
        @JsonDeserialize(using = TextOrJson.class)
        @Schema(
                description = "Instead of the instance's: a text, or any JSON object or array; at most 60000 bytes",
                types = {"string", "object", "array"})
        String params,

        @Nullable @Pattern(regexp = Forms.QUEUE, message = Forms.QUEUE_WORDS)
        String queue,

        @Nullable
        @Schema(
                implementation = Object.class,
                types = {"integer", "string"},
                description = "1, which goes first, to 10, or high (2), normal (5), low (8)")
        Priority priority) {

    /** Nothing is to be different. */
    static final RedriveRequest PLAIN = new RedriveRequest(null, null, null);

    Repeats.Difference checked(Validator validator) {
        Violations violations = Violations.of(this, validator);
        Params.check("params", params).ifPresent(violations::add);
        Priority.check(priority).ifPresent(violations::add);
        violations.throwIfAny();
        return new Repeats.Difference(params, queue, priority == null ? null : Priority.levelOf(priority));
    }
}
