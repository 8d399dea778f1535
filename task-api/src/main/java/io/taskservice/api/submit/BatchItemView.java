package io.taskservice.api.submit;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FieldError;
import io.taskservice.identity.InstanceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one task of a batch.
 *
 * @param index its place in the batch, from 0
 * @param status what became of it
 * @param id the instance, new or found; null: rejected
 * @param errorCode why it was rejected, for machines
 * @param message the same for people
 * @param errors the fields at fault
 */
@Schema(name = "BatchItem")
record BatchItemView(
        int index,

        @Schema(allowableValues = {ACCEPTED, EXISTING, REJECTED})
        String status,

        @Nullable String id,
        @JsonProperty("error_code") @Nullable ErrorCode errorCode,
        String message,
        List<FieldError> errors) {

    static final String ACCEPTED = "accepted";
    static final String EXISTING = "existing";
    static final String REJECTED = "rejected";

    static BatchItemView accepted(int index, InstanceId id) {
        return new BatchItemView(index, ACCEPTED, id.value(), null, "Accepted", List.of());
    }

    static BatchItemView existing(int index, InstanceId id) {
        return new BatchItemView(
                index, EXISTING, id.value(), null, "A request with this requestKey made it before", List.of());
    }

    static BatchItemView rejected(int index, ApiException refusal) {
        return new BatchItemView(index, REJECTED, null, refusal.code(), refusal.message(), refusal.errors());
    }
}
