package io.taskservice.autoconfigure;

import io.taskservice.node.Role;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a process plays.
 *
 * @param roles api, scheduler, executor: those it plays, of those its class path has
 */
@ConfigurationProperties("app.task")
public record TaskSettings(
        @DefaultValue({"api", "scheduler", "executor"}) Set<Role> roles) {}
