package io.taskservice.secret;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.TenantId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores the secrets of tenants; a value leaves it only to an attempt whose params refer to it. */
public final class TenantSecrets {

    private static final Logger log = LoggerFactory.getLogger(TenantSecrets.class);
    private static final int BATCH = 200;

    private final TaskDatabase database;
    private final SecretMapper mapper;
    private final SecretBox box;

    public TenantSecrets(TaskDatabase database, SecretBox box) {
        this.database = database;
        this.mapper = database.mapper(SecretMapper.class);
        this.box = box;
    }

    /** A page of a tenant's, in the order of their names. */
    public List<TenantSecret> list(TenantId tenant, int limit, long offset) {
        return mapper.list(tenant, limit, offset);
    }

    public int count(TenantId tenant) {
        return mapper.count(tenant);
    }

    public Optional<TenantSecret> find(TenantId tenant, String name) {
        return Optional.ofNullable(mapper.find(tenant, name));
    }

    /** Sets a value; false: the name is new and the tenant has as many secrets as it may. */
    public boolean put(TenantId tenant, String name, String value, String by) {
        SecretRow row = row(tenant, name, value);
        return database.inTransaction(() -> {
            mapper.lockTenant(tenant);
            if (mapper.update(row, by) == 1) {
                return true;
            }
            return mapper.count(tenant) < TenantSecret.MOST && mapper.insert(row, by) == 1;
        });
    }

    /** Forgets a secret; false: there was none of that name. */
    public boolean delete(TenantId tenant, String name) {
        return mapper.delete(tenant, name) == 1;
    }

    /** Those of some names that the tenant has no secret of. */
    public Set<String> missing(TenantId tenant, Set<String> names) {
        Set<String> missing = new TreeSet<>(names);
        if (!names.isEmpty()) {
            mapper.names(tenant).forEach(missing::remove);
        }
        return missing;
    }

    /** The values of some names, by name, with one statement; a name without a secret is not among them. */
    public Map<String, String> values(TenantId tenant, Set<String> names) {
        Map<String, String> values = new HashMap<>();
        List<String> possible = names.stream().filter(TenantSecret::isName).toList();
        if (!possible.isEmpty()) {
            mapper.sealed(tenant, possible).forEach(row -> values.put(row.name(), open(row)));
        }
        return values;
    }

    /** Seals anew, with the current key, what earlier ones have sealed; returns how many rows it changed. */
    public int reseal() {
        int changed = 0;
        for (String keyId : mapper.keyIds()) {
            if (!box.knows(keyId)) {
                log.warn("Some secrets are sealed with the master key {}, which this node does not have", keyId);
            } else if (!keyId.equals(box.keyId())) {
                changed += resealAll(keyId);
            }
        }
        return changed;
    }

    private int resealAll(String keyId) {
        int changed = 0;
        int inBatch;
        do {
            inBatch = mapper.sealedWith(keyId, BATCH).stream()
                    .mapToInt(this::reseal)
                    .sum();
            changed += inBatch;
        } while (inBatch > 0);
        return changed;
    }

    /** What does not open stays as it is; the attempts that need it say so. */
    private int reseal(SecretRow row) {
        try {
            return mapper.reseal(row(row.tenantId(), row.name(), open(row)), row.nonce());
        } catch (UnreadableSecretException e) {
            log.warn("The secret {} of tenant {} cannot be read: {}", row.name(), row.tenantId(), e.getMessage());
            return 0;
        }
    }

    private String open(SecretRow row) {
        return box.open(row.tenantId(), row.name(), row.sealed());
    }

    private SecretRow row(TenantId tenant, String name, String value) {
        Sealed sealed = box.seal(tenant, name, value);
        return new SecretRow(tenant, name, sealed.keyId(), sealed.nonce(), sealed.ciphertext());
    }
}
