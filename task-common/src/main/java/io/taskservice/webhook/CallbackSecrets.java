package io.taskservice.webhook;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.TenantId;
import io.taskservice.secret.UnreadableSecretException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;

/** Stores one signing secret per tenant for what is sent to callback URLs. */
public final class CallbackSecrets {

    private static final Logger log = LoggerFactory.getLogger(CallbackSecrets.class);

    private final CallbackSecretMapper mapper;
    private final SigningSecrets secrets;
    private final SecureRandom random = new SecureRandom();

    public CallbackSecrets(TaskDatabase database, SigningSecrets secrets) {
        this.mapper = database.mapper(CallbackSecretMapper.class);
        this.secrets = secrets;
    }

    /** What may be told of a tenant's secret; empty: it has none yet. */
    public Optional<State> state(TenantId tenant) {
        return Optional.ofNullable(mapper.find(tenant)).map(row -> new State(row.since(), row.previousUntil()));
    }

    /** What signs a tenant's callbacks; made now if there is none. */
    public Signing signing(TenantId tenant) {
        CallbackSecretRow row = mapper.find(tenant);
        if (row == null) {
            add(tenant, WebhookSecret.generate(random));
            row = Objects.requireNonNull(mapper.find(tenant));
        }
        return secrets.ofCallbacks(tenant, row.secret(), row.previousSecret());
    }

    /** Makes a new secret and returns it, this once; the old one signs too for {@link WebhookRepository#OVERLAP}. */
    public WebhookSecret rotate(TenantId tenant) {
        WebhookSecret secret = WebhookSecret.generate(random);
        String sealed = secrets.sealForCallbacks(tenant, secret);
        boolean wasThere = mapper.rotate(tenant, sealed, WebhookRepository.OVERLAP) == 1;
        if (!wasThere && !add(tenant, secret)) {
            mapper.rotate(tenant, sealed, WebhookRepository.OVERLAP);
        }
        return secret;
    }

    /** Seals what is in clear or sealed with an earlier key; returns how many tenants' it changed. */
    public int reseal() {
        int changed = 0;
        for (CallbackSecretRow row : mapper.notSealedWith(secrets.prefix())) {
            try {
                changed += reseal(row);
            } catch (UnreadableSecretException e) {
                log.warn("The callback secret of tenant {} cannot be read: {}", row.tenantId(), e.getMessage());
            }
        }
        return changed;
    }

    private int reseal(CallbackSecretRow row) {
        TenantId tenant = row.tenantId();
        String previous = row.previousSecret();
        return mapper.reseal(
                tenant,
                row.secret(),
                secrets.renewedForCallbacks(tenant, row.secret()),
                previous == null ? null : secrets.renewedForCallbacks(tenant, previous));
    }

    /** False: another was first. */
    private boolean add(TenantId tenant, WebhookSecret secret) {
        try {
            return mapper.insert(tenant, secrets.sealForCallbacks(tenant, secret)) == 1;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    /**
     * What may be told of a secret.
     *
     * @param since when it was made
     * @param previousUntil until when the one before signs too; null: it does not
     */
    public record State(Instant since, @Nullable Instant previousUntil) {}
}
