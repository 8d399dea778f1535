package io.taskservice.identity;

import java.time.Instant;
import java.util.Optional;

/** Names a task instance: a UUID in its text form; ours are version 7. */
public record InstanceId(String value) {

    /** Makes a new one, greater than any this process made before. */
    public static InstanceId next() {
        return new InstanceId(Ids.next());
    }

    /** Reads one from outside; empty when it has not the form of an id, so that it cannot name anything. */
    public static Optional<InstanceId> parse(String text) {
        return Ids.isUuid(text) ? Optional.of(new InstanceId(text)) : Optional.empty();
    }

    /** An id below every one made at or after {@code instant}. */
    public static InstanceId lowestAt(Instant instant) {
        return new InstanceId(Ids.lowestAt(instant));
    }

    @Override
    public String toString() {
        return value;
    }
}
