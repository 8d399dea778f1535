package io.taskservice.api.live;

import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a stream can tell of. */
enum LiveTopic {
    /** Where instances stand. */
    INSTANCES,
    /** How much waits and runs in each queue. */
    QUEUES,
    /** Which nodes come and go. */
    NODES;

    /** Reads names; none: all topics. */
    static Set<LiveTopic> parse(@Nullable Set<String> names) {
        Set<LiveTopic> topics = EnumSet.noneOf(LiveTopic.class);
        if (names != null) {
            names.forEach(name -> topics.add(parse(name)));
        }
        return topics.isEmpty() ? EnumSet.allOf(LiveTopic.class) : topics;
    }

    private static LiveTopic parse(String name) {
        return Arrays.stream(values())
                .filter(topic -> topic.text().equals(name))
                .findFirst()
                .orElseThrow(() -> ApiException.ofField(
                        ErrorCode.INVALID_PARAMETERS,
                        "topics",
                        "UNKNOWN_TOPIC",
                        "There is no such topic; there are "
                                + Arrays.stream(values()).map(LiveTopic::text).collect(Collectors.joining(", "))));
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
