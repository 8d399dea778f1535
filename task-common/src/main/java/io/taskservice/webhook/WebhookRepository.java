package io.taskservice.webhook;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.TenantId;
import io.taskservice.identity.WebhookId;
import io.taskservice.secret.UnreadableSecretException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores webhooks; a secret leaves it only when it is made, and to whoever signs. */
public final class WebhookRepository {

    private static final Logger log = LoggerFactory.getLogger(WebhookRepository.class);

    /** For so long a rotated secret goes on signing beside the new one, so that receivers can change over. */
    public static final Duration OVERLAP = Duration.ofHours(24);

    private final TaskDatabase database;
    private final WebhookMapper mapper;
    private final SigningSecrets secrets;
    private final SecureRandom random = new SecureRandom();

    public WebhookRepository(TaskDatabase database, SigningSecrets secrets) {
        this.database = database;
        this.mapper = database.mapper(WebhookMapper.class);
        this.secrets = secrets;
    }

    /** Adds an enabled webhook and returns its secret, this once; empty: the tenant has as many as it may. */
    public Optional<WebhookSecret> insert(TenantId tenant, WebhookId id, Webhook.Wish wish) {
        return database.inTransaction(() -> {
            mapper.lockTenant(tenant);
            if (mapper.count(tenant) >= Webhook.MOST) {
                return Optional.empty();
            }
            WebhookSecret secret = WebhookSecret.generate(random);
            mapper.insert(id, tenant, wish, WebhookRow.join(wish.events()), secrets.seal(tenant, id, secret));
            return Optional.of(secret);
        });
    }

    /** All of a tenant's, oldest first. */
    public List<Webhook> list(TenantId tenant) {
        return mapper.list(tenant).stream().map(WebhookRow::toWebhook).toList();
    }

    public Optional<Webhook> find(TenantId tenant, WebhookId id) {
        return Optional.ofNullable(mapper.find(tenant, id)).map(WebhookRow::toWebhook);
    }

    /** As {@link #find}, held until the transaction ends. */
    public Optional<Webhook> lock(TenantId tenant, WebhookId id) {
        return Optional.ofNullable(mapper.lock(tenant, id)).map(WebhookRow::toWebhook);
    }

    /** Writes what its owner says of it anew. */
    public void update(TenantId tenant, WebhookId id, Webhook.Wish wish) {
        mapper.update(tenant, id, wish, WebhookRow.join(wish.events()));
    }

    /** Changes a status; false when it was so already. */
    public boolean setStatus(TenantId tenant, WebhookId id, WebhookStatus status, @Nullable String reason) {
        return mapper.setStatus(tenant, id, status, reason) == 1;
    }

    /** Disables an enabled webhook that is still at that URL; false: somebody was first. */
    public boolean disableAt(TenantId tenant, WebhookId id, String url, String reason) {
        return mapper.disableAt(tenant, id, url, reason) == 1;
    }

    /** Makes a new secret and returns it, this once; the old one signs too for {@link #OVERLAP}. */
    public WebhookSecret rotate(TenantId tenant, WebhookId id) {
        WebhookSecret secret = WebhookSecret.generate(random);
        mapper.rotate(tenant, id, secrets.seal(tenant, id, secret), OVERLAP);
        return secret;
    }

    /** Seals what is in clear or sealed with an earlier key; returns how many webhooks it changed. */
    public int reseal() {
        int changed = 0;
        for (SecretColumns row : mapper.notSealedWith(secrets.prefix())) {
            try {
                changed += mapper.reseal(row, renewed(row));
            } catch (UnreadableSecretException e) {
                log.warn("The secret of webhook {} cannot be read: {}", row.id(), e.getMessage());
            }
        }
        return changed;
    }

    private SecretColumns renewed(SecretColumns row) {
        String previous = row.previousSecret();
        return new SecretColumns(
                row.tenantId(),
                row.id(),
                secrets.renewed(row.tenantId(), row.id(), row.secret()),
                previous == null ? null : secrets.renewed(row.tenantId(), row.id(), previous));
    }

    /** Deletes it; what is on its way to it fails. */
    public void delete(TenantId tenant, WebhookId id) {
        mapper.delete(tenant, id);
    }
}
