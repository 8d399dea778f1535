package io.taskservice.architecture.violations.executor;

/** What another room must not import. */
public final class ExecutorThing {}
