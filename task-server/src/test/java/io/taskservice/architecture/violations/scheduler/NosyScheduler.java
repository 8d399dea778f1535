package io.taskservice.architecture.violations.scheduler;

import io.taskservice.architecture.violations.executor.ExecutorThing;

/** Imports another room. */
final class NosyScheduler {
    ExecutorThing thing = new ExecutorThing();
}
