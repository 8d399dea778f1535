package io.taskservice.api.worker;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * How many slots are wanted, under either of two names.
 *
 * @param workerCount in this API's spelling
 * @param snakeCase {@code worker_count}, in the spelling of the systems before
 */
@Schema(example = """
        {"worker_count":20}""")
record ScaleRequest(
        @Nullable @Schema(minimum = "0", maximum = "100000", description = "The same as worker_count")
        Integer workerCount,

        @Nullable
        @JsonProperty("worker_count")
        @Schema(
                name = "worker_count",
                minimum = "0",
                maximum = "100000",
                description = "Slots of all executors together")
        Integer snakeCase) {

    static final int MOST = 100_000;

    /** The number; refuses a request with none, with both, or with one out of range. */
    int slots() {
        if (workerCount != null && snakeCase != null) {
            throw refused("REPEATED", "Give worker_count or workerCount, not both");
        }
        Integer slots = workerCount == null ? snakeCase : workerCount;
        if (slots == null) {
            throw refused("REQUIRED", "worker_count is required: the slots that all executors shall use together");
        }
        if (slots < 0 || slots > MOST) {
            throw refused("OUT_OF_RANGE", "worker_count is 0 to " + MOST + ", not " + slots);
        }
        return slots;
    }

    private static ApiException refused(String code, String message) {
        return ApiException.ofField(ErrorCode.SCALING_ERROR, "worker_count", code, message);
    }
}
