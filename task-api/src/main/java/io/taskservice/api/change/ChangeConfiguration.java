package io.taskservice.api.change;

import io.taskservice.api.web.StrictJson;
import io.taskservice.audit.AuditLog;
import io.taskservice.database.TaskDatabase;
import io.taskservice.idempotency.IdempotencyKeys;
import io.taskservice.signal.Signals;
import io.taskservice.tenant.TenantRepository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What changes share. */
@Configuration(proxyBeanMethods = false)
public class ChangeConfiguration {

    @Bean
    Changes changes(TaskDatabase database, AuditLog audit, TenantRepository tenants, Signals signals) {
        return new Changes(database, audit, tenants, signals, StrictJson.mapper());
    }

    @Bean
    Once once(TaskDatabase database, IdempotencyKeys keys) {
        return new Once(database, keys, StrictJson.mapper());
    }
}
