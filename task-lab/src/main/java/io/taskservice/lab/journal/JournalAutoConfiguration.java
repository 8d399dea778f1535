package io.taskservice.lab.journal;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.NodeId;
import io.taskservice.node.Membership;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/**
 * Adds the handler {@code journal} to a server that has this jar on its class path and {@code task-lab.journal} set to a folder.
 *
 * <p>Its times are the node's. For nodes whose clocks differ, {@code task-lab.journal-clock} can be {@code database}, MySQL's;
 * or, where the database is away at times, a number of nanoseconds to add to the monotonic clock, which all processes of a
 * Linux machine share.
 */
@AutoConfiguration(beforeName = "io.taskservice.executor.TaskExecutorAutoConfiguration")
@ConditionalOnProperty("task-lab.journal")
public class JournalAutoConfiguration {

    @Bean
    JournalWriter journalWriter(@Value("${task-lab.journal}") String folder) throws IOException {
        Path existing = Files.createDirectories(Path.of(folder));
        return new JournalWriter(existing, ProcessHandle.current().pid() + "-" + UUID.randomUUID());
    }

    /** The membership comes after the handlers, which it tells the cluster of. */
    @Bean("journal")
    JournalHandler journal(
            JournalWriter writer,
            ObjectProvider<Membership> membership,
            TaskDatabase database,
            InstantSource clock,
            @Value("${task-lab.journal-clock:node}") String whose) {
        return new JournalHandler(
                writer,
                () -> membership.getObject().nodeId().map(NodeId::value).orElse("none"),
                clockOf(whose, database, clock));
    }

    private static InstantSource clockOf(String whose, TaskDatabase database, InstantSource clock) {
        return switch (whose) {
            case "node" -> clock;
            case "database" -> database::now;
            default -> monotonic(whose);
        };
    }

    private static InstantSource monotonic(String difference) {
        try {
            long nanos = Long.parseLong(difference);
            return () -> Instant.EPOCH.plusNanos(System.nanoTime() + nanos);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "task-lab.journal-clock is '" + difference
                            + "'; it can be node, database or a number of nanoseconds",
                    e);
        }
    }
}
