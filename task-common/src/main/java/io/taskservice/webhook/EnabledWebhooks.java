package io.taskservice.webhook;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.TenantId;
import java.util.Collection;
import java.util.List;

/** Finds who is told of the events of tenants, without their secrets. */
public final class EnabledWebhooks {

    private final WebhookMapper mapper;

    public EnabledWebhooks(TaskDatabase database) {
        this.mapper = database.mapper(WebhookMapper.class);
    }

    /** The enabled webhooks of some tenants. */
    public List<Webhook> of(Collection<TenantId> tenants) {
        return mapper.enabled(tenants).stream().map(WebhookRow::toWebhook).toList();
    }
}
