package io.taskservice.benchmarks.engine;

/**
 * What differs between measurements of one system.
 *
 * @param tenants how many tenants the tasks are spread over, where the system knows tenants
 * @param submitsOnly whether tasks are only added, so that nothing needs to be there that runs them
 */
public record EngineOptions(int tenants, boolean submitsOnly) {}
