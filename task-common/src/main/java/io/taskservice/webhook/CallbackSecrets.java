package io.taskservice.webhook;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.TenantId;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/** Stores one signing secret per tenant for what is sent to callback URLs. */
public final class CallbackSecrets {

    private final CallbackSecretMapper mapper;
    private final SecureRandom random = new SecureRandom();

    public CallbackSecrets(TaskDatabase database) {
        this.mapper = database.mapper(CallbackSecretMapper.class);
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
        return row.toSigning();
    }

    /** Makes a new secret and returns it, this once; the old one signs too for {@link WebhookRepository#OVERLAP}. */
    public WebhookSecret rotate(TenantId tenant) {
        WebhookSecret secret = WebhookSecret.generate(random);
        boolean wasThere = mapper.rotate(tenant, secret.text(), WebhookRepository.OVERLAP) == 1;
        if (!wasThere && !add(tenant, secret)) {
            mapper.rotate(tenant, secret.text(), WebhookRepository.OVERLAP);
        }
        return secret;
    }

    /** False: another was first. */
    private boolean add(TenantId tenant, WebhookSecret secret) {
        try {
            return mapper.insert(tenant, secret.text()) == 1;
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
