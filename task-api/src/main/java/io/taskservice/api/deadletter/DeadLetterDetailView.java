package io.taskservice.api.deadletter;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.api.instance.InstanceView;

/**
 * A dead letter with its instance.
 *
 * @param letter the dead letter
 * @param instance the instance
 */
@Schema(name = "DeadLetterDetail")
record DeadLetterDetailView(@JsonUnwrapped DeadLetterView letter, InstanceView instance) {}
