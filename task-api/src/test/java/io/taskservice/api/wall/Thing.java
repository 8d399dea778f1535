package io.taskservice.api.wall;

/** What the parameter of a path can name. */
public enum Thing {
    DEFINITION,
    INSTANCE,
    DEAD_LETTER,
    QUEUE,
    WEBHOOK,
    DELIVERY,
    SECRET,
    KEY,
    TENANT,
    /** An executor: the same for all tenants. */
    WORKER;

    /** Absent ids of a thing look like those that exist. */
    public String absent() {
        return switch (this) {
            case QUEUE -> "absent-queue";
            case SECRET -> "absent-secret";
            case TENANT -> "absent-tenant";
            case WORKER -> "absent-node";
            default -> "01890000-0000-7000-8000-000000000000";
        };
    }

    public String malformed() {
        return this == QUEUE ? "no%20queue%21" : "no-id%27%20or%201=1";
    }

    /** What {@code {parameter}} of a path names; fails for what is new, which needs an object planted in both tenants. */
    static Thing of(String pattern, String parameter) {
        String before = pattern.substring(0, pattern.indexOf("/{" + parameter + "}"));
        return switch (before.substring(before.lastIndexOf('/') + 1)) {
            case "definitions" -> DEFINITION;
            case "instances", "tasks" -> INSTANCE;
            case "dead-letters" -> DEAD_LETTER;
            case "queues" -> QUEUE;
            case "webhooks" -> WEBHOOK;
            case "deliveries" -> DELIVERY;
            case "secrets" -> SECRET;
            case "keys" -> KEY;
            case "tenants" -> TENANT;
            case "workers" -> WORKER;
            default ->
                throw new AssertionError("The wall does not know what {" + parameter + "} of " + pattern
                        + " names: add it to Thing, and plant one in Planter");
        };
    }
}
