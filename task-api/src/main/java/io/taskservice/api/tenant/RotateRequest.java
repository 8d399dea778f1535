package io.taskservice.api.tenant;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a key is to be rotated.
 *
 * @param overlapHours how long the old key lives on
 */
@Schema(example = """
        {"overlapHours":48}""")
record RotateRequest(
        @Nullable
        @Min(value = 0, message = "overlapHours is at least 0: the old key ends at once")
        @Max(value = 168, message = "overlapHours is at most 168, a week")
        @Schema(defaultValue = "24", description = "How long the old key lives on; 0: ends at once")
        Integer overlapHours) {

    static final RotateRequest DEFAULTS = new RotateRequest(null);

    Duration overlap() {
        return Duration.ofHours(Objects.requireNonNullElse(overlapHours, 24));
    }
}
