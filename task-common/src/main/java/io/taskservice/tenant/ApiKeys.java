package io.taskservice.tenant;

import io.taskservice.audit.AuditEntry;
import io.taskservice.audit.AuditLog;
import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.Ids;
import io.taskservice.identity.TenantId;
import io.taskservice.schedule.Schedule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Issues, checks, rotates and revokes API keys; a key's text is stored nowhere, only its SHA-256. */
public final class ApiKeys {

    private static final KeyGrant ADMIN = KeyGrant.of(KeyRole.PLATFORM_ADMIN);

    private final TaskDatabase database;
    private final TenantRepository tenants;
    private final ApiKeyMapper mapper;
    private final AuditLog audit;
    private final SecureRandom random = new SecureRandom();

    public ApiKeys(TaskDatabase database, TenantRepository tenants) {
        this.database = database;
        this.tenants = tenants;
        this.mapper = database.mapper(ApiKeyMapper.class);
        this.audit = new AuditLog(database);
    }

    /**
     * Sees to it that somebody can get in: the tenant {@code default} exists, and a key that may manage the platform.
     *
     * <p>With {@code fromOutside}, that text becomes such a key and every earlier one from outside is revoked. Without,
     * a key is generated if there is none at all, and returned: it cannot be shown again. Several nodes may do this at
     * once: the row of the tenant, locked, puts them in line.
     *
     * @param fromOutside TASK_ADMIN_API_KEY: at least 32 characters; null or blank: not set
     */
    public Optional<String> ensureAdminKey(@Nullable String fromOutside) {
        String outside = fromOutside == null || fromOutside.isBlank() ? null : OutsideKey.require(fromOutside);
        return database.inTransaction(() -> {
            tenants.ensureAndLock(TenantId.DEFAULT);
            if (outside != null) {
                register(outside);
                return Optional.empty();
            }
            return mapper.anyExists() ? Optional.empty() : Optional.of(firstKey());
        });
    }

    private String firstKey() {
        IssuedKey issued = issue(TenantId.DEFAULT, ADMIN, "first admin key", null);
        audit.add(AuditEntry.ofPlatform(
                TenantId.DEFAULT, "key.create", issued.key().id()));
        return issued.text();
    }

    private void register(String outside) {
        String keyId = KeyText.outsideKeyId(outside);
        int replaced = mapper.revokeOutsideKeysExcept(keyId);
        int revived = mapper.revive(keyId);
        if (mapper.countKeyId(keyId) == 0) {
            String id = Ids.next();
            store(
                    outside,
                    new ApiKey(
                            id,
                            keyId,
                            TenantId.DEFAULT,
                            ADMIN,
                            "TASK_ADMIN_API_KEY",
                            id,
                            null,
                            null,
                            null,
                            null,
                            database.now()));
            audit.add(AuditEntry.ofPlatform(TenantId.DEFAULT, "key.create", keyId));
        } else if (replaced + revived > 0) {
            audit.add(AuditEntry.ofPlatform(TenantId.DEFAULT, "key.revive", keyId));
        }
    }

    /** Makes a key; the tenant must exist. */
    public IssuedKey issue(TenantId tenant, KeyGrant grant, String name, @Nullable Instant expiresAt) {
        String id = Ids.next();
        return issue(id, id, tenant, grant, name, expiresAt);
    }

    private IssuedKey issue(
            String id, String lineage, TenantId tenant, KeyGrant grant, String name, @Nullable Instant expiresAt) {
        String text = KeyText.generate(random);
        ApiKey key = new ApiKey(
                id, KeyText.keyId(text), tenant, grant, name, lineage, expiresAt, null, null, null, database.now());
        return new IssuedKey(store(text, key), text);
    }

    private ApiKey store(String text, ApiKey key) {
        mapper.insert(key, KeyScope.join(key.grant().scopes()), KeyText.hash(text));
        return key;
    }

    /**
     * Makes a successor with the same name, grant and length of life, and lets the key itself live on for a while.
     *
     * <p>The rows of the lineage are locked first and read again then: of two rotations at once, the second sees the
     * successor that the first has made.
     *
     * @param overlap how long both are good
     */
    public Rotation rotate(TenantId tenant, String id, Duration overlap) {
        return database.inTransaction(() -> {
            ApiKey key = find(tenant, id).orElse(null);
            if (key == null) {
                return Rotation.Refused.ABSENT;
            }
            mapper.lockLineage(tenant, key.lineageId());
            List<String> live = mapper.liveOfLineage(tenant, key.lineageId());
            if (!live.contains(id)) {
                return Rotation.Refused.NOT_LIVE;
            }
            if (key.isFromOutside()) {
                return Rotation.Refused.FROM_OUTSIDE;
            }
            return live.size() > 1 ? Rotation.Refused.BOTH_LIVE : succeed(key, overlap);
        });
    }

    private Rotation succeed(ApiKey key, Duration overlap) {
        IssuedKey successor =
                issue(Ids.next(), key.lineageId(), key.tenantId(), key.grant(), key.name(), expiryOfSuccessor(key));
        mapper.retire(key.tenantId(), key.id(), overlap);
        return new Rotation.Rotated(successor, find(key.tenantId(), key.id()).orElseThrow());
    }

    private @Nullable Instant expiryOfSuccessor(ApiKey key) {
        Instant expiresAt = key.expiresAt();
        if (expiresAt == null) {
            return null;
        }
        Instant sameLife = database.now().plus(Duration.between(key.createdAt(), expiresAt));
        return sameLife.isBefore(Schedule.LAST_INSTANT) ? sameLife : Schedule.LAST_INSTANT;
    }

    /** A tenant's key, whether it is live or not. */
    public Optional<ApiKey> find(TenantId tenant, String id) {
        return Optional.ofNullable(mapper.find(tenant, id)).map(ApiKeyRow::toKey);
    }

    /** What a presented text proves; empty when it is no key, or one that is unknown, expired or revoked. */
    public Optional<Credential> authenticate(String text) {
        List<String> keyIds = KeyText.keyIds(text);
        if (keyIds.isEmpty()) {
            return Optional.empty();
        }
        byte[] hash = KeyText.hash(text).getBytes(StandardCharsets.US_ASCII);
        return mapper.findLive(keyIds).stream()
                .filter(key -> MessageDigest.isEqual(hash, key.secretHash().getBytes(StandardCharsets.US_ASCII)))
                .map(key -> new Credential(
                        key.keyId(),
                        key.tenantId(),
                        new KeyGrant(key.role(), KeyScope.split(key.scopes())),
                        key.tenantStatus(),
                        null))
                .findFirst();
    }

    /** Which of these public key ids still prove anything: live, and of an active tenant or an administrator's. */
    public Set<String> stillUsable(Collection<String> keyIds) {
        return mapper.findLive(keyIds).stream()
                .filter(key -> key.role() == KeyRole.PLATFORM_ADMIN || key.tenantStatus() == TenantStatus.ACTIVE)
                .map(ApiKeyMapper.LiveKey::keyId)
                .collect(Collectors.toSet());
    }

    /** A page of a tenant's keys, revoked ones too, oldest first. */
    public List<ApiKey> list(TenantId tenant, int limit, long offset) {
        return mapper.list(tenant, limit, offset).stream().map(ApiKeyRow::toKey).toList();
    }

    public long count(TenantId tenant) {
        return mapper.count(tenant);
    }

    /** Revokes a key; nodes that have just checked it go on accepting it for some seconds. */
    public Revocation revoke(TenantId tenant, String id) {
        return database.inTransaction(() -> {
            if (mapper.find(tenant, id) == null) {
                return Revocation.ABSENT;
            }
            if (mapper.lockLiveAdmins().equals(List.of(id))) {
                return Revocation.LAST_ADMIN;
            }
            mapper.revoke(tenant, id);
            return Revocation.REVOKED;
        });
    }

    /** Notes that keys have been used; of each at most once a minute, however many nodes do. */
    void noteUse(Collection<String> keyIds) {
        mapper.noteUse(keyIds);
    }
}
