package io.taskservice.api.deadletter;

import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.Texts;
import io.taskservice.deadletter.DeadLetterFilter;
import io.taskservice.identity.InstanceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The filters of a request, as written. */
record DeadLetterQuery(
        @Nullable String fingerprint,
        @Nullable String handler,
        @Nullable String queue,
        @Nullable String errorCode,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String cursor) {

    DeadLetterFilter filter() {
        return new DeadLetterFilter(
                Texts.asciiFilter(fingerprint),
                handler,
                Texts.asciiFilter(queue),
                Texts.asciiFilter(errorCode),
                from,
                to,
                cursor == null ? null : parse(cursor));
    }

    private static InstanceId parse(String cursor) {
        return InstanceId.parse(cursor)
                .orElseThrow(() -> ApiException.ofField(
                        ErrorCode.INVALID_PARAMETERS,
                        "cursor",
                        "INVALID_FORMAT",
                        "cursor is not one that a list has given; leave it out to begin anew"));
    }
}
