package io.taskservice.api.submit;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.api.instance.InstanceView;
import io.taskservice.instance.TaskInstance;

/**
 * The instance of a submitted task.
 *
 * @param instance the instance
 * @param existing whether a request with the same request key had made it before
 */
@Schema(name = "SubmittedInstance")
record SubmitView(
        @JsonUnwrapped InstanceView instance,

        @Schema(description = "Whether a request with the same requestKey had made it before")
        boolean existing) {

    static SubmitView accepted(TaskInstance made) {
        return new SubmitView(InstanceView.of(made), false);
    }

    static SubmitView existing(TaskInstance before) {
        return new SubmitView(InstanceView.of(before), true);
    }
}
