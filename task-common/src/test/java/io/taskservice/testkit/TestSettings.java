package io.taskservice.testkit;

import org.jspecify.annotations.Nullable;

/** Reads what a developer or CI sets from outside: a system property first, then an environment variable. */
final class TestSettings {

    private TestSettings() {}

    /** The value, or null when it is absent or blank. */
    static @Nullable String get(String name) {
        String property = System.getProperty(name);
        String value = property == null ? System.getenv(name) : property;
        return value == null || value.isBlank() ? null : value;
    }
}
