package io.taskservice.api.instance;

import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.Texts;
import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.instance.InstanceFilter;
import io.taskservice.instance.InstanceStatus;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The filters of a list request, as written. */
record InstanceQuery(
        @Nullable Set<InstanceStatus> status,
        @Nullable String definitionId,
        @Nullable String handler,
        @Nullable String bizKey,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String queue,
        Map<String, String> labels,
        @Nullable String cursor) {

    /** Of these statuses, whatever else. */
    static InstanceQuery of(Set<InstanceStatus> statuses, @Nullable String cursor) {
        return new InstanceQuery(statuses, null, null, null, null, null, null, Map.of(), cursor);
    }

    /** The filter; empty when nothing can match, because no definition can have such an id. */
    Optional<InstanceFilter> filter() {
        InstanceId before = cursor == null ? null : parseCursor(cursor);
        Set<InstanceStatus> statuses =
                status == null || status.isEmpty() ? EnumSet.allOf(InstanceStatus.class) : status;
        Optional<DefinitionId> definition = definitionId == null ? Optional.empty() : DefinitionId.parse(definitionId);
        if (definitionId != null && definition.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new InstanceFilter(
                statuses,
                definition.orElse(null),
                handler,
                bizKey,
                from,
                to,
                Texts.asciiFilter(queue),
                labels,
                before));
    }

    private static InstanceId parseCursor(String cursor) {
        return InstanceId.parse(cursor)
                .orElseThrow(() -> ApiException.ofField(
                        ErrorCode.INVALID_PARAMETERS,
                        "cursor",
                        "INVALID_FORMAT",
                        "cursor is not one that a list has given; leave it out to begin anew"));
    }
}
