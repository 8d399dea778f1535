package io.taskservice.identity;

import java.util.Optional;

/** Names one delivery of one event to one webhook or callback URL: a UUID in its text form; ours are version 7. */
public record DeliveryId(String value) {

    /** Makes a new one, greater than any this process made before. */
    public static DeliveryId next() {
        return new DeliveryId(Ids.next());
    }

    /** Reads one from outside; empty when it has not the form of an id, so that it cannot name anything. */
    public static Optional<DeliveryId> parse(String text) {
        return Ids.isUuid(text) ? Optional.of(new DeliveryId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
