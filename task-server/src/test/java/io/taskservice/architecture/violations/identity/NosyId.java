package io.taskservice.architecture.violations.identity;

import io.taskservice.architecture.violations.executor.ExecutorThing;

/** Common that knows another room. */
final class NosyId {
    ExecutorThing thing = new ExecutorThing();
}
