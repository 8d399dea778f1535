package io.taskservice.gate;

import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.TenantId;
import io.taskservice.work.Concurrency;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What is limited, as one instance sees it.
 *
 * @param tenantId its owner
 * @param name {@code k:} and a key, or {@code d:} and the id of a definition
 * @param limit most that run at once, says this instance; others of the gate may say otherwise
 */
public record Gate(TenantId tenantId, String name, int limit) {

    private static final int BUCKETS = 64;
    private static final String OF_KEY = "k:";
    private static final String OF_DEFINITION = "d:";

    /** The gate of an instance; null: it has none. */
    public static @Nullable Gate of(
            TenantId tenant, @Nullable DefinitionId definition, @Nullable Concurrency concurrency) {
        if (concurrency == null) {
            return null;
        }
        if (concurrency.key() != null) {
            return new Gate(tenant, OF_KEY + concurrency.key(), concurrency.limit());
        }
        return definition == null ? null : of(tenant, definition, concurrency.limit());
    }

    /** The gate of a definition as a whole. */
    public static Gate of(TenantId tenant, DefinitionId definition, int limit) {
        return new Gate(tenant, OF_DEFINITION + definition, limit);
    }

    /** The key that those who share it have in common; null: it is of a definition as a whole. */
    public @Nullable String key() {
        return name.startsWith(OF_KEY) ? name.substring(OF_KEY.length()) : null;
    }

    /** The id of the definition it is of as a whole; null: it is of a key. */
    @Nullable
    String definition() {
        return name.startsWith(OF_DEFINITION) ? name.substring(OF_DEFINITION.length()) : null;
    }

    /** Which of the lock rows guards it; two gates that share one only wait for each other. */
    int bucket() {
        CRC32 hash = new CRC32();
        hash.update((tenantId + "/" + name).getBytes(StandardCharsets.UTF_8));
        return (int) (hash.getValue() % BUCKETS);
    }

    /** The same gate whatever the limit. */
    Gate unlimited() {
        return new Gate(tenantId, name, Integer.MAX_VALUE);
    }
}
