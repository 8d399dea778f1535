package io.taskservice.webhook;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What an event tells; the text is what receivers see. */
public enum EventType {
    /** An instance ended SUCCESS. */
    SUCCEEDED("task.instance.succeeded"),
    /** An instance ended FAILED. */
    FAILED("task.instance.failed"),
    /** An instance ended CANCELLED. */
    CANCELLED("task.instance.cancelled"),
    /** Somebody tries a webhook; nobody subscribes to it. */
    TEST("webhook.test");

    private final String text;

    EventType(String text) {
        this.text = text;
    }

    /** What a webhook can ask for. */
    public static Set<EventType> ofInstances() {
        return EnumSet.of(SUCCEEDED, FAILED, CANCELLED);
    }

    /** The type with that text; empty: there is none. */
    public static Optional<EventType> parse(String text) {
        return Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
    }

    public String text() {
        return text;
    }
}
