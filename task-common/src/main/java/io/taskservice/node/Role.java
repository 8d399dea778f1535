package io.taskservice.node;

import java.util.Locale;

/** What a node can play; {@code app.task.roles} says which of them it does. */
public enum Role {
    /** Answers REST requests. */
    API,
    /** Turns due definitions into instances and looks after them. */
    SCHEDULER,
    /** Claims instances and runs handlers. */
    EXECUTOR;

    /** Its name in configuration and in the nodes table. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
