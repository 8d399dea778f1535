package io.taskservice.identity;

import java.util.Optional;

/** Names an event, the same in every delivery of it: a UUID in its text form; ours are version 7. */
public record EventId(String value) {

    /** Makes a new one, greater than any this process made before. */
    public static EventId next() {
        return new EventId(Ids.next());
    }

    /** Reads one from outside; empty when it has not the form of an id, so that it cannot name anything. */
    public static Optional<EventId> parse(String text) {
        return Ids.isUuid(text) ? Optional.of(new EventId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
