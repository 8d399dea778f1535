package io.taskservice.audit;

import io.taskservice.database.Batches;
import io.taskservice.identity.TenantId;
import io.taskservice.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * An entry in the chain of its tenant; meanings are the comments of {@code audit_log}.
 *
 * <p>Its hash is a SHA-256 over a version and all other columns in a fixed order, each written as its length in bytes, a
 * colon and its UTF-8; an absent one as a hyphen. So no two rows give the same bytes, and each hash stands for all rows
 * before it too.
 */
public record AuditRow(
        String id,
        TenantId tenantId,
        long seq,
        String actor,
        String action,
        @Nullable String objectId,
        @Nullable String detail,
        @Nullable String beforeState,
        @Nullable String afterState,
        @Nullable String address,
        @Nullable String requestId,
        Instant createdAt,
        String prevHash,
        String hash) {

    /** What the first row of a chain follows. */
    static final String NOTHING = "0".repeat(64);

    private static final String VERSION = "audit-1";

    /** The row at a place of the chain, behind the row with that hash. */
    static AuditRow of(String id, AuditEntry entry, Instant at, long seq, String prevHash) {
        AuditRow open = new AuditRow(
                id,
                entry.tenantId(),
                seq,
                entry.actor(),
                entry.action(),
                entry.objectId(),
                entry.detail(),
                entry.states().before(),
                entry.states().after(),
                entry.address(),
                entry.requestId(),
                at,
                prevHash,
                "");
        return open.chained(seq, prevHash);
    }

    /** The same, at a place of the chain. */
    AuditRow chained(long place, String previous) {
        AuditRow open = new AuditRow(
                id,
                tenantId,
                place,
                actor,
                action,
                objectId,
                detail,
                beforeState,
                afterState,
                address,
                requestId,
                createdAt,
                previous,
                "");
        return open.withHash(open.computeHash());
    }

    private AuditRow withHash(String computed) {
        return new AuditRow(
                id,
                tenantId,
                seq,
                actor,
                action,
                objectId,
                detail,
                beforeState,
                afterState,
                address,
                requestId,
                createdAt,
                prevHash,
                computed);
    }

    /** How long its texts are, but for those that are always short. */
    long characters() {
        return Batches.lengthOf(detail) + Batches.lengthOf(beforeState) + Batches.lengthOf(afterState);
    }

    /** The hash that it should have. */
    String computeHash() {
        MessageDigest digest = Sha256.begin();
        add(digest, VERSION);
        add(digest, id);
        add(digest, tenantId.value());
        add(digest, String.valueOf(seq));
        add(digest, actor);
        add(digest, action);
        add(digest, objectId);
        add(digest, detail);
        add(digest, beforeState);
        add(digest, afterState);
        add(digest, address);
        add(digest, requestId);
        add(digest, String.valueOf(createdAt.toEpochMilli()));
        add(digest, prevHash);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, @Nullable String column) {
        if (column == null) {
            digest.update((byte) '-');
            return;
        }
        byte[] bytes = column.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }
}
