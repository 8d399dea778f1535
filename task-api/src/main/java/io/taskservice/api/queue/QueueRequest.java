package io.taskservice.api.queue;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.api.policy.Forms;
import io.taskservice.api.web.Violations;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A queue to be set up.
 *
 * @param name its name
 * @param description what it is for
 * @param maxRunning most of it that run at once
 * @param rate how many of it may start in a time
 */
@Schema(name = "QueueRequest", example = QueueExamples.QUEUE)
record QueueRequest(
        @Nullable
        @NotNull(message = "name is required: 1 to 64 characters of A-Z, a-z, 0-9, dot, underscore and hyphen")
        @Pattern(
                regexp = Forms.QUEUE,
                message = "name is 1 to 64 characters of A-Z, a-z, 0-9, dot, underscore and hyphen")
        String name,

        @Nullable @Schema(description = "At most 500 characters")
        String description,

        @Nullable
        @Schema(description = "Most of it that run at once, in the whole cluster, 1 to 100000; left out: no limit")
        Integer maxRunning,

        @Nullable @Schema(description = "How many of it may start in a time; left out: no limit")
        RateRequest rate) {

    QueueSettingsRequest settings() {
        return new QueueSettingsRequest(description, maxRunning, rate);
    }

    /** Its name, if all is well. */
    String checked(Validator validator) {
        Violations violations = Violations.of(this, validator);
        settings().check(violations, validator);
        violations.throwIfAny();
        return Objects.requireNonNull(name);
    }
}
