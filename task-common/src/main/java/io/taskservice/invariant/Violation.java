package io.taskservice.invariant;

import io.taskservice.identity.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Something that broke an invariant.
 *
 * @param tenant whose it is; null: nobody's, or unknown
 * @param subject id or name of it
 * @param seen what was seen
 * @param repaired whether it was put right
 */
public record Violation(@Nullable TenantId tenant, String subject, String seen, boolean repaired) {

    /** For the log. */
    @Override
    public String toString() {
        return (tenant == null ? "" : tenant + "/") + subject + " (" + seen + (repaired ? "; repaired)" : "; left)");
    }
}
