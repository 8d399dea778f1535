package io.taskservice.autoconfigure;

import io.taskservice.audit.AuditChain;
import io.taskservice.cluster.ClusterNumbers;
import io.taskservice.cluster.ClusterRepository;
import io.taskservice.database.DatabaseConnections;
import io.taskservice.database.DatabaseSettings;
import io.taskservice.database.Migrations;
import io.taskservice.database.TaskDatabase;
import io.taskservice.deadletter.DeadLetters;
import io.taskservice.definition.TaskDefinitionRepository;
import io.taskservice.delivery.DeliveryRepository;
import io.taskservice.event.Outbox;
import io.taskservice.firing.FiringRepository;
import io.taskservice.gate.Gates;
import io.taskservice.instance.ClaimRepository;
import io.taskservice.instance.InstanceUpkeep;
import io.taskservice.instance.TaskInstanceRepository;
import io.taskservice.invariant.AuditFindings;
import io.taskservice.live.LiveFeed;
import io.taskservice.log.TaskLogRepository;
import io.taskservice.node.NodeRepository;
import io.taskservice.node.NodeSettings;
import io.taskservice.queue.QueueRepository;
import io.taskservice.quota.Quotas;
import io.taskservice.redis.LockSettings;
import io.taskservice.redis.RedisLink;
import io.taskservice.redis.RedisLive;
import io.taskservice.redis.RedisSettings;
import io.taskservice.redis.RedisSignals;
import io.taskservice.scaling.ScalingRepository;
import io.taskservice.secret.SecretBox;
import io.taskservice.secret.SecretSettings;
import io.taskservice.secret.TenantSecrets;
import io.taskservice.signal.Signals;
import io.taskservice.stats.ExecutionStatsRepository;
import io.taskservice.webhook.CallbackSecrets;
import io.taskservice.webhook.SigningSecrets;
import io.taskservice.webhook.WebhookRepository;
import io.taskservice.webhook.WebhookSettings;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;

/** The database, Redis, the repositories and this process's membership. */
@AutoConfiguration
@EnableConfigurationProperties({
    TaskSettings.class,
    DatabaseSettings.class,
    RedisSettings.class,
    LockSettings.class,
    NodeSettings.class,
    WebhookSettings.class,
    SecretSettings.class,
    Quotas.class
})
@Import({MembershipConfiguration.class, QuotaConfiguration.class})
public class TaskCommonAutoConfiguration {

    private static final Logger log = LoggerFactory.getLogger(TaskCommonAutoConfiguration.class);

    /** Before any bean is made: a misspelt key must not have had an effect by then. */
    @Bean
    static BeanFactoryPostProcessor taskKeysAreKnown(ConfigurableEnvironment environment) {
        return beans -> new KnownKeys().require(environment);
    }

    /** The node's wall clock: for what people read, never for what is due. */
    @Bean
    @ConditionalOnMissingBean
    InstantSource taskClock() {
        return InstantSource.system();
    }

    @Bean
    SecretBox secretBox(SecretSettings settings) {
        return SecretBox.of(settings);
    }

    /** The box comes first: without a key nothing is begun. */
    @Bean(destroyMethod = "close")
    TaskDatabase taskDatabase(DatabaseSettings settings, SecretBox secretBox) {
        DataSource connections = DatabaseConnections.open(settings);
        if (settings.migrate()) {
            Migrations.migrate(connections);
        } else {
            Migrations.requireUpToDate(connections);
        }
        return new TaskDatabase(connections);
    }

    @Bean
    TaskDefinitionRepository taskDefinitionRepository(TaskDatabase database) {
        return new TaskDefinitionRepository(database);
    }

    @Bean
    Outbox outbox(TaskDatabase database, Signals signals) {
        return new Outbox(database, signals);
    }

    @Bean
    ClaimRepository claimRepository(
            TaskDatabase database, TaskDefinitionRepository definitions, Outbox outbox, Quotas defaults) {
        return new ClaimRepository(database, definitions, outbox, defaults.running());
    }

    @Bean
    SigningSecrets signingSecrets(SecretBox box) {
        return new SigningSecrets(box);
    }

    @Bean
    TenantSecrets tenantSecrets(TaskDatabase database, SecretBox box) {
        return new TenantSecrets(database, box);
    }

    /** Before any role begins: what an older version has left in clear is sealed by then. */
    @Bean
    SecretsAtRest secretsAtRest(TenantSecrets secrets, WebhookRepository webhooks, CallbackSecrets callbacks) {
        return SecretsAtRest.seal(secrets, webhooks, callbacks);
    }

    /** Before any role begins: what an older version has added to the audit log gets its place in a chain. */
    @Bean
    AuditChain auditChain(TaskDatabase database) {
        AuditChain chain = new AuditChain(database);
        long chained = chain.chainAll();
        if (chained > 0) {
            log.info("Chained {} entries of the audit log", chained);
        }
        return chain;
    }

    @Bean
    WebhookRepository webhookRepository(TaskDatabase database, SigningSecrets secrets) {
        return new WebhookRepository(database, secrets);
    }

    @Bean
    CallbackSecrets callbackSecrets(TaskDatabase database, SigningSecrets secrets) {
        return new CallbackSecrets(database, secrets);
    }

    @Bean
    DeliveryRepository deliveryRepository(TaskDatabase database) {
        return new DeliveryRepository(database);
    }

    @Bean
    TaskInstanceRepository taskInstanceRepository(
            TaskDatabase database, TaskDefinitionRepository definitions, Outbox outbox) {
        return new TaskInstanceRepository(database, definitions, outbox);
    }

    @Bean
    InstanceUpkeep instanceUpkeep(TaskDatabase database, TaskDefinitionRepository definitions, Outbox outbox) {
        return new InstanceUpkeep(database, definitions, outbox);
    }

    @Bean
    FiringRepository firingRepository(
            TaskDatabase database, TaskDefinitionRepository definitions, TaskInstanceRepository instances) {
        return new FiringRepository(database, definitions, instances);
    }

    @Bean
    QueueRepository queueRepository(TaskDatabase database) {
        return new QueueRepository(database);
    }

    @Bean
    DeadLetters deadLetters(TaskDatabase database) {
        return new DeadLetters(database);
    }

    @Bean
    Gates gates(TaskDatabase database) {
        return new Gates(database);
    }

    @Bean
    TaskLogRepository taskLogRepository(TaskDatabase database) {
        return new TaskLogRepository(database);
    }

    @Bean
    NodeRepository nodeRepository(TaskDatabase database) {
        return new NodeRepository(database);
    }

    @Bean
    ClusterRepository clusterRepository(TaskDatabase database) {
        return new ClusterRepository(database);
    }

    @Bean
    ClusterNumbers clusterNumbers(TaskDatabase database) {
        return new ClusterNumbers(database);
    }

    @Bean
    ScalingRepository scalingRepository(TaskDatabase database) {
        return new ScalingRepository(database);
    }

    @Bean
    AuditFindings auditFindings(TaskDatabase database) {
        return new AuditFindings(database);
    }

    @Bean
    ExecutionStatsRepository executionStatsRepository(TaskDatabase database) {
        return new ExecutionStatsRepository(database);
    }

    @Bean
    Signals taskSignals() {
        return new Signals();
    }

    @Bean(destroyMethod = "close")
    RedisLink redisLink(RedisSettings settings, LockSettings locks) {
        return new RedisLink(settings, locks);
    }

    @Bean
    LiveFeed liveFeed() {
        return new LiveFeed();
    }

    @Bean(destroyMethod = "close")
    RedisLive redisLive(LiveFeed feed, RedisLink link) {
        return new RedisLive(feed, link);
    }

    @Bean(destroyMethod = "close")
    RedisSignals redisSignals(Signals signals, RedisLink link) {
        return new RedisSignals(signals, link);
    }
}
