package io.taskservice.tenant;

import io.taskservice.audit.AuditEntry;
import io.taskservice.audit.AuditLog;
import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.Ids;
import io.taskservice.identity.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Issues, checks and revokes API keys; a key's text is stored nowhere, only its SHA-256. */
public final class ApiKeys {

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
        IssuedKey issued = issue(TenantId.DEFAULT, KeyRole.PLATFORM_ADMIN, "first admin key", null);
        audit.add(AuditEntry.ofPlatform(
                TenantId.DEFAULT, "key.create", issued.key().id()));
        return issued.text();
    }

    private void register(String outside) {
        String keyId = KeyText.outsideKeyId(outside);
        int replaced = mapper.revokeOutsideKeysExcept(keyId);
        int revived = mapper.revive(keyId);
        if (mapper.countKeyId(keyId) == 0) {
            store(outside, keyId, TenantId.DEFAULT, KeyRole.PLATFORM_ADMIN, "TASK_ADMIN_API_KEY", null);
            audit.add(AuditEntry.ofPlatform(TenantId.DEFAULT, "key.create", keyId));
        } else if (replaced + revived > 0) {
            audit.add(AuditEntry.ofPlatform(TenantId.DEFAULT, "key.revive", keyId));
        }
    }

    /** Makes a key; the tenant must exist. */
    public IssuedKey issue(TenantId tenant, KeyRole role, String name, @Nullable Instant expiresAt) {
        String text = KeyText.generate(random);
        return new IssuedKey(store(text, KeyText.keyId(text), tenant, role, name, expiresAt), text);
    }

    private ApiKey store(
            String text, String keyId, TenantId tenant, KeyRole role, String name, @Nullable Instant expiresAt) {
        ApiKey key = new ApiKey(Ids.next(), keyId, tenant, role, name, expiresAt, null, database.now());
        mapper.insert(key, KeyText.hash(text));
        return key;
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
                .map(key -> new Credential(key.keyId(), key.tenantId(), key.role(), key.tenantStatus()))
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
        return mapper.list(tenant, limit, offset);
    }

    public Optional<ApiKey> find(TenantId tenant, String id) {
        return Optional.ofNullable(mapper.find(tenant, id));
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
}
