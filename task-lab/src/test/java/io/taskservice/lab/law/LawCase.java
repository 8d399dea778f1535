package io.taskservice.lab.law;

import org.junit.jupiter.api.BeforeEach;

/**
 * What the tests of laws begin with: one schema for all of them that this JVM runs, and in it the clean history, anew for
 * each test.
 */
abstract class LawCase {

    static final Planted PLANTED = Planted.droppedAtTheEnd();

    @BeforeEach
    void plant() {
        PLANTED.plant();
    }
}
