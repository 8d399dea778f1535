package io.taskservice.testkit;

import io.taskservice.cluster.ClusterNumbers;
import io.taskservice.cluster.ClusterRepository;
import io.taskservice.database.DatabaseConnections;
import io.taskservice.database.DatabaseSettings;
import io.taskservice.database.Migrations;
import io.taskservice.database.TaskDatabase;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.definition.TaskDefinitionRepository;
import io.taskservice.delivery.DeliveryRepository;
import io.taskservice.event.Outbox;
import io.taskservice.firing.FireGap;
import io.taskservice.firing.FiringRepository;
import io.taskservice.gate.Gate;
import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.Claim;
import io.taskservice.instance.ClaimRepository;
import io.taskservice.instance.ClaimRequest;
import io.taskservice.instance.InstanceFilter;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.InstanceUpkeep;
import io.taskservice.instance.TaskInstance;
import io.taskservice.instance.TaskInstanceRepository;
import io.taskservice.log.TaskLogRepository;
import io.taskservice.node.NodeRepository;
import io.taskservice.scaling.ScalingRepository;
import io.taskservice.secret.TenantSecrets;
import io.taskservice.signal.Signals;
import io.taskservice.stats.ExecutionStatsRepository;
import io.taskservice.webhook.WebhookRepository;
import io.taskservice.work.Route;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** A migrated schema of its own, opened as the server opens it, with a repository on each of its tables. */
public final class TestStores implements AutoCloseable {

    private static final List<String> TABLES = List.of(
            "task_instances",
            "task_definitions",
            "task_logs",
            "fire_gaps",
            "nodes",
            "execution_stats",
            "queues",
            "task_attempts",
            "dead_letters",
            "instance_labels",
            "instance_expiries",
            "concurrency_slots",
            "cluster_numbers",
            "handlers",
            "outbox_events",
            "webhook_deliveries",
            "webhooks",
            "callback_secrets",
            "tenant_secrets",
            "audit_log",
            "audit_heads",
            "tenant_quotas",
            "tenant_usage",
            "audit_findings",
            "audit_suspects");
    private static final int MOST_INSTANCES = 100_000;

    private final TestDatabase schema;
    private final TaskDatabase database;
    private final TaskDefinitionRepository definitions;
    private final TaskInstanceRepository instances;

    private TestStores(TestDatabase schema) {
        this.schema = schema;
        this.database = new TaskDatabase(DatabaseConnections.open(settingsOf(schema)));
        Migrations.migrate(database.dataSource());
        this.definitions = new TaskDefinitionRepository(database);
        this.instances = new TaskInstanceRepository(database, definitions, outbox());
    }

    /** With no definitions and no instances. */
    public static TestStores fresh() {
        TestStores stores = asMigrated();
        stores.empty();
        return stores;
    }

    /** With what the migrations make: the platform's own definitions. */
    public static TestStores asMigrated() {
        return new TestStores(TestDatabase.fresh());
    }

    /** A second door to the same schema, with connections of its own: another process, as far as the database sees. */
    public TaskDatabase open() {
        return new TaskDatabase(DatabaseConnections.open(settings()));
    }

    public DatabaseSettings settings() {
        return settingsOf(schema);
    }

    /** How many transactions of this schema wait for a lock at this moment. */
    public long lockWaits() {
        return schema.lockWaits();
    }

    public boolean isMariaDb() {
        return schema.isMariaDb();
    }

    public TaskDatabase database() {
        return database;
    }

    public TaskDefinitionRepository definitions() {
        return definitions;
    }

    public TaskInstanceRepository instances() {
        return instances;
    }

    public ClaimRepository claims() {
        return claims(0);
    }

    /** With a default quota of what runs of one tenant at once. */
    public ClaimRepository claims(int runningQuota) {
        return new ClaimRepository(database, definitions, outbox(), runningQuota);
    }

    /** What a node gets that has room for {@code slots} of handler echo and looks at the default queue. */
    public List<Claim> claim(NodeId node, int slots) {
        return claim(node, Route.DEFAULT_QUEUE, Set.of("echo"), slots);
    }

    /** What a node gets from a queue. */
    public List<Claim> claim(NodeId node, String queue, Collection<String> handlers, int slots) {
        return claims().claim(new ClaimRequest(node, List.of(queue), handlers, slots))
                .claims();
    }

    public InstanceUpkeep upkeep() {
        return new InstanceUpkeep(database, definitions, outbox());
    }

    /** It wakes nobody. */
    public Outbox outbox() {
        return new Outbox(database, new Signals());
    }

    public WebhookRepository webhooks() {
        return new WebhookRepository(database, TestSecrets.signing());
    }

    public TenantSecrets secrets() {
        return new TenantSecrets(database, TestSecrets.box());
    }

    public DeliveryRepository deliveries() {
        return new DeliveryRepository(database);
    }

    public FiringRepository firings() {
        return new FiringRepository(database, definitions, instances);
    }

    public TaskLogRepository logs() {
        return new TaskLogRepository(database);
    }

    public NodeRepository nodes() {
        return new NodeRepository(database);
    }

    public ClusterRepository cluster() {
        return new ClusterRepository(database);
    }

    public ClusterNumbers numbers() {
        return new ClusterNumbers(database);
    }

    public ScalingRepository scaling() {
        return new ScalingRepository(database);
    }

    public ExecutionStatsRepository stats() {
        return new ExecutionStatsRepository(database);
    }

    /** MySQL's clock. */
    public Instant now() {
        return database.now();
    }

    /** Deletes everything that tests make. */
    public void empty() {
        TABLES.forEach(table -> execute("DELETE FROM " + table));
    }

    /** The instance, whoever owns it. */
    public TaskInstance instance(InstanceId id) {
        Object owner = rows("SELECT tenant_id FROM task_instances WHERE id = ?", id.value())
                .get(0)
                .get("tenant_id");
        return instances.find(new TenantId(String.valueOf(owner)), id).orElseThrow();
    }

    public InstanceStatus statusOf(InstanceId id) {
        return instance(id).status();
    }

    /** The claim under which a RUNNING instance is held, as its node has it. */
    public Claim claimOf(InstanceId id) {
        TaskInstance instance = instance(id);
        boolean followed = number("SELECT followed FROM task_instances WHERE id = ?", id.value()) == 1;
        return new Claim(
                id,
                instance.tenantId(),
                instance.definitionId(),
                Objects.requireNonNull(instance.run().node()),
                instance.run().attempt(),
                instance.run().retries(),
                instance.route(),
                instance.params(),
                instance.execution(),
                instance.origin(),
                instance.runAt(),
                now(),
                followed,
                Gate.of(instance.tenantId(), instance.definitionId(), instance.concurrency()),
                instance.concurrency() != null);
    }

    /** The definition as it stands now. */
    public TaskDefinition reread(TaskDefinition definition) {
        return definitions.find(definition.tenantId(), definition.id()).orElseThrow();
    }

    /** All instances of a definition, the oldest first. */
    public List<TaskInstance> instancesOf(TaskDefinition definition) {
        Set<InstanceStatus> all = EnumSet.allOf(InstanceStatus.class);
        List<TaskInstance> newestFirst = instances.list(
                definition.tenantId(),
                new InstanceFilter(all, definition.id(), null, null, null, null, null, Map.of(), null),
                MOST_INSTANCES);
        List<TaskInstance> oldestFirst = new ArrayList<>(newestFirst);
        Collections.reverse(oldestFirst);
        return oldestFirst;
    }

    /** The gaps of a definition, the newest first. */
    public List<FireGap> gapsOf(TaskDefinition definition) {
        return firings().gaps(definition.tenantId(), definition.id(), MOST_INSTANCES);
    }

    public long countInstances() {
        return number("SELECT COUNT(*) FROM task_instances");
    }

    public void setCursor(DefinitionId id, @Nullable Instant next) {
        execute("UPDATE task_definitions SET next_fire_time = ? WHERE id = ?", next, id.value());
    }

    /** Runs a statement with its parameters, within the thread's transaction; an {@link Instant} is bound in UTC. */
    public int execute(String sql, @Nullable Object... parameters) {
        return withStatement(sql, statement -> {
            bind(statement, parameters);
            return statement.executeUpdate();
        });
    }

    /** The first column of the first row. */
    public long number(String sql, @Nullable Object... parameters) {
        Object value = rows(sql, parameters).get(0).values().iterator().next();
        if (value instanceof Boolean flag) {
            return flag ? 1 : 0;
        }
        return ((Number) Objects.requireNonNull(value)).longValue();
    }

    /** The first column of each row, as text. */
    public List<String> texts(String sql, @Nullable Object... parameters) {
        return rows(sql, parameters).stream()
                .map(row -> String.valueOf(row.values().iterator().next()))
                .toList();
    }

    /** Every row, by the lower-case labels of its columns. */
    public List<Map<String, @Nullable Object>> rows(String sql, @Nullable Object... parameters) {
        return query(sql, statement -> bind(statement, parameters));
    }

    /** As {@link #rows}, with parameters that are bound in some other way. */
    List<Map<String, @Nullable Object>> query(String sql, Binding binding) {
        return withStatement(sql, statement -> {
            binding.bind(statement);
            List<Map<String, @Nullable Object>> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(rowOf(result));
                }
            }
            return rows;
        });
    }

    private <T> T withStatement(String sql, StatementWork<T> work) {
        Connection connection = DataSourceUtils.getConnection(database.dataSource());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return work.run(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        } finally {
            DataSourceUtils.releaseConnection(connection, database.dataSource());
        }
    }

    /** What is done with a prepared statement. */
    private interface StatementWork<T> {
        T run(PreparedStatement statement) throws SQLException;
    }

    /** Sets the parameters of a statement. */
    interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }

    @Override
    public void close() throws Exception {
        database.close();
        schema.close();
    }

    private static Map<String, @Nullable Object> rowOf(ResultSet result) throws SQLException {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
            row.put(result.getMetaData().getColumnLabel(column).toLowerCase(Locale.ROOT), result.getObject(column));
        }
        return row;
    }

    private static void bind(PreparedStatement statement, @Nullable Object[] parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object value = parameters[i];
            statement.setObject(
                    i + 1, value instanceof Instant instant ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC) : value);
        }
    }

    private static DatabaseSettings settingsOf(TestDatabase schema) {
        return new DatabaseSettings(
                schema.host(),
                schema.port(),
                schema.name(),
                schema.user(),
                schema.password(),
                24,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                "DISABLED",
                false);
    }
}
