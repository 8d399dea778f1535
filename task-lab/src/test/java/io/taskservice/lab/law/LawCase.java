package io.taskservice.lab.law;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the tests of laws begin with: one schema for all of them, and in it the clean history, anew for each test. */
abstract class LawCase {

    static final Planted PLANTED = Planted.empty();

    /** Hands the schema to JUnit, which closes it after the last test of all. */
    @RegisterExtension
    static final BeforeAllCallback CLOSED_LAST =
            context -> context.getRoot().getStore(Namespace.GLOBAL).computeIfAbsent(Planted.class, none -> PLANTED);

    @BeforeEach
    void plant() {
        PLANTED.plant();
    }
}
