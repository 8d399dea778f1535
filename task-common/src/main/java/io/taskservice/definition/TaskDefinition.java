package io.taskservice.definition;

import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.TenantId;
import io.taskservice.work.Concurrency;
import io.taskservice.work.ExecutionPolicy;
import io.taskservice.work.Route;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What to run and when.
 *
 * @param id its id
 * @param tenantId its owner
 * @param name unique within the tenant
 * @param description for people
 * @param route where its instances go
 * @param params given to each instance, usually JSON
 * @param schedule when it is due
 * @param firing what late and overlapping fires do
 * @param execution how its instances are bounded and repeated
 * @param concurrency how many of its instances run at once; null: no limit
 * @param status whether it fires
 * @param cursor how far its fire times have been dealt with
 * @param createdAt when it was created
 * @param updatedAt when a user last changed it
 */
public record TaskDefinition(
        DefinitionId id,
        TenantId tenantId,
        String name,
        @Nullable String description,
        Route route,
        @Nullable String params,
        ScheduleSpec schedule,
        FiringPolicy firing,
        ExecutionPolicy execution,
        @Nullable Concurrency concurrency,
        DefinitionStatus status,
        Cursor cursor,
        Instant createdAt,
        Instant updatedAt) {

    /** Into how many partitions the schedulers divide all definitions; part of the schema, so it never changes. */
    public static final int PARTITIONS = 16;

    /** The partition of a definition: fixed by its id. */
    public static int partitionOf(DefinitionId id) {
        CRC32 hash = new CRC32();
        hash.update(id.value().getBytes(StandardCharsets.US_ASCII));
        return (int) (hash.getValue() % PARTITIONS);
    }

    /** The same definition with another cursor. */
    public TaskDefinition withCursor(Cursor other) {
        return new TaskDefinition(
                id,
                tenantId,
                name,
                description,
                route,
                params,
                schedule,
                firing,
                execution,
                concurrency,
                status,
                other,
                createdAt,
                updatedAt);
    }
}
