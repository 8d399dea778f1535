package io.taskservice.api.audit;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.api.web.StrictJson;
import io.taskservice.audit.AuditRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Something somebody did.
 *
 * @param seq its place in the chain of the tenant, from 1 without a hole
 * @param id names it
 * @param at when
 * @param actor public key id of the credential, or platform
 * @param action what: object, dot, verb
 * @param objectId to what
 * @param detail what else matters
 * @param before what changed, as it was
 * @param after what changed, as it is now
 * @param address address the request came from
 * @param requestId trace id of the request
 * @param prevHash hash of the entry before; 64 zeros for the first
 * @param hash SHA-256 over all of it
 */
@Schema(name = "AuditEntry")
record AuditView(
        long seq,
        String id,
        Instant at,
        @Schema(example = "tk_3f9c2b7a1d0e") String actor,
        @Schema(example = "definition.replace") String action,
        @Nullable String objectId,

        @Nullable @Schema(implementation = Object.class, description = "A JSON object; null: nothing")
        JsonNode detail,

        @Nullable
        @Schema(
                implementation = Object.class,
                description =
                        "The fields that changed, as they were; null: it was not there, or has no state. Params are"
                                + " shown as their length and digest, URLs as their origin")
        JsonNode before,

        @Nullable
        @Schema(implementation = Object.class, description = "The fields that changed, as they are now; null as before")
        JsonNode after,

        @Nullable String address,
        @Nullable String requestId,
        String prevHash,
        String hash) {

    private static final JsonMapper JSON = StrictJson.mapper();

    static AuditView of(AuditRow row) {
        return new AuditView(
                row.seq(),
                row.id(),
                row.createdAt(),
                row.actor(),
                row.action(),
                row.objectId(),
                parsed(row.detail()),
                parsed(row.beforeState()),
                parsed(row.afterState()),
                row.address(),
                row.requestId(),
                row.prevHash(),
                row.hash());
    }

    /** What was changed behind our back may be no JSON any more, and is to be seen all the same. */
    private static @Nullable JsonNode parsed(@Nullable String stored) {
        if (stored == null) {
            return null;
        }
        try {
            return JSON.readTree(stored);
        } catch (JacksonException e) {
            return JSON.valueToTree(stored);
        }
    }
}
