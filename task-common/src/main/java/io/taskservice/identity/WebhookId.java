package io.taskservice.identity;

import java.util.Optional;

/** Names a webhook: a UUID in its text form; ours are version 7. */
public record WebhookId(String value) {

    /** Makes a new one, greater than any this process made before. */
    public static WebhookId next() {
        return new WebhookId(Ids.next());
    }

    /** Reads one from outside; empty when it has not the form of an id, so that it cannot name anything. */
    public static Optional<WebhookId> parse(String text) {
        return Ids.isUuid(text) ? Optional.of(new WebhookId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
