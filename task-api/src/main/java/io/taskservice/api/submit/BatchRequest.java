package io.taskservice.api.submit;

import static java.util.Objects.requireNonNullElse;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.Violations;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Many tasks at once.
 *
 * @param items the tasks
 * @param atomic whether one that cannot be accepted refuses all
 */
@Schema(name = "BatchRequest", example = SubmitExamples.BATCH)
record BatchRequest(
        @Nullable
        @NotNull(message = "items is required: 1 to 1000 tasks")
        @Size(min = 1, max = 1000, message = "items are 1 to 1000 tasks; send more in several batches")
        @Schema(description = "1 to 1000 tasks")
        List<@Nullable SubmitRequest> items,

        @Nullable
        @Schema(description = "All or nothing: one that cannot be accepted refuses all", defaultValue = "false")
        Boolean atomic) {

    /** The depth of an item in the body: the object, its array, the item. */
    static final int ITEM_DEPTH = 3;

    /** The tasks, if there are as many as there may be. */
    List<SubmitRequest> tasks(Validator validator) {
        Violations.of(this, validator).throwIfAny();
        List<@Nullable SubmitRequest> given = Objects.requireNonNull(items);
        IntStream.range(0, given.size())
                .filter(i -> given.get(i) == null)
                .findFirst()
                .ifPresent(i -> {
                    String field = "items[" + i + "]";
                    throw ApiException.ofField(
                            ErrorCode.INVALID_PARAMETERS, field, "WRONG_TYPE", field + " is null; write a task");
                });
        return given.stream().map(Objects::requireNonNull).toList();
    }

    boolean isAtomic() {
        return requireNonNullElse(atomic, false);
    }
}
