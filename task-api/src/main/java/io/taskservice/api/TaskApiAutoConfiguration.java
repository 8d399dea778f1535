package io.taskservice.api;

import io.taskservice.api.audit.AuditApi;
import io.taskservice.api.change.ChangeConfiguration;
import io.taskservice.api.deadletter.DeadLetterApi;
import io.taskservice.api.definition.DefinitionApi;
import io.taskservice.api.explain.ExplainApi;
import io.taskservice.api.instance.InstanceApi;
import io.taskservice.api.live.LiveApi;
import io.taskservice.api.openapi.OpenApiConfiguration;
import io.taskservice.api.queue.QueueApi;
import io.taskservice.api.quota.QuotaApi;
import io.taskservice.api.schedule.ScheduleApi;
import io.taskservice.api.scheduler.SchedulerApi;
import io.taskservice.api.secret.SecretApi;
import io.taskservice.api.security.KeySecurity;
import io.taskservice.api.status.StatusApi;
import io.taskservice.api.submit.SubmitApi;
import io.taskservice.api.tenant.TenantApi;
import io.taskservice.api.webhook.WebhookApi;
import io.taskservice.api.worker.WorkerApi;
import io.taskservice.audit.AuditLog;
import io.taskservice.autoconfigure.TaskCommonAutoConfiguration;
import io.taskservice.database.TaskDatabase;
import io.taskservice.idempotency.IdempotencyKeys;
import io.taskservice.node.ConditionalOnRole;
import io.taskservice.node.NodePart;
import io.taskservice.node.Role;
import io.taskservice.tenant.ApiKeys;
import io.taskservice.tenant.TenantRepository;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The REST API, in processes that play it. */
@AutoConfiguration(after = TaskCommonAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnRole(Role.API)
@Import({
    KeySecurity.class,
    ChangeConfiguration.class,
    ScheduleApi.class,
    InstanceApi.class,
    DefinitionApi.class,
    ExplainApi.class,
    SubmitApi.class,
    QueueApi.class,
    DeadLetterApi.class,
    SchedulerApi.class,
    TenantApi.class,
    WorkerApi.class,
    StatusApi.class,
    WebhookApi.class,
    SecretApi.class,
    QuotaApi.class,
    AuditApi.class,
    LiveApi.class,
    OpenApiConfiguration.class
})
public class TaskApiAutoConfiguration {

    /** Tells the cluster that this node plays the role. */
    @Bean
    NodePart apiNode() {
        return () -> Role.API;
    }

    @Bean
    @ConditionalOnMissingBean
    TenantRepository tenantRepository(TaskDatabase database) {
        return new TenantRepository(database);
    }

    @Bean
    @ConditionalOnMissingBean
    ApiKeys apiKeys(TaskDatabase database, TenantRepository tenants) {
        return new ApiKeys(database, tenants);
    }

    @Bean
    @ConditionalOnMissingBean
    AuditLog auditLog(TaskDatabase database) {
        return new AuditLog(database);
    }

    @Bean
    @ConditionalOnMissingBean
    IdempotencyKeys idempotencyKeys(TaskDatabase database) {
        return new IdempotencyKeys(database);
    }
}
