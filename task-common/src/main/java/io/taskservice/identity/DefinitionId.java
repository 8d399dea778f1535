package io.taskservice.identity;

import java.util.Optional;

/** Names a task definition: a UUID in its text form; ours are version 7. */
public record DefinitionId(String value) {

    /** Makes a new one, greater than any this process made before. */
    public static DefinitionId next() {
        return new DefinitionId(Ids.next());
    }

    /** Reads one from outside; empty when it has not the form of an id, so that it cannot name anything. */
    public static Optional<DefinitionId> parse(String text) {
        return Ids.isUuid(text) ? Optional.of(new DefinitionId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
