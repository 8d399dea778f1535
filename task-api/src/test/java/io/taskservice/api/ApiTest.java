package io.taskservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.database.TaskDatabase;
import io.taskservice.definition.TaskDefinitionRepository;
import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.Claim;
import io.taskservice.instance.ClaimRepository;
import io.taskservice.instance.ClaimRequest;
import io.taskservice.instance.Completion;
import io.taskservice.instance.TaskInstanceRepository;
import io.taskservice.node.Node;
import io.taskservice.node.NodeRepository;
import io.taskservice.node.Role;
import io.taskservice.tenant.KeyRole;
import io.taskservice.testkit.TestDatabase;
import io.taskservice.testkit.TestSecrets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Base of the tests over HTTP: one server for all, and a tenant of its own for each test. */
@SpringBootTest(
        classes = ApiTestApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        // Tests send more bad keys a second than anybody should; RateLimitIT has limits of its own.
        properties = "app.task.api.rate-limit.failed-authentications.per-second=0")
public abstract class ApiTest {

    /** Handlers that a live executor has. */
    protected static final Set<String> HANDLERS = Set.of("echo", "sleep", "customTaskHandler");

    /** Dropped with the server that it is on, when the JVM ends. */
    protected static final TestDatabase SCHEMA = TestDatabase.fresh();

    @LocalServerPort
    protected int port;

    @Autowired
    protected TaskDatabase database;

    @Autowired
    protected TaskDefinitionRepository definitions;

    @Autowired
    protected TaskInstanceRepository instances;

    @Autowired
    protected ClaimRepository claimRepository;

    @Autowired
    protected NodeRepository nodes;

    protected ApiClient admin;
    protected ApiClient nobody;
    protected ApiClient tenant;
    protected TenantId tenantId;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        properties.add("app.task.roles", () -> "api");
        properties.add("app.task.secrets.key", TestSecrets::key);
        properties.add("app.task.database.host", SCHEMA::host);
        properties.add("app.task.database.port", SCHEMA::port);
        properties.add("app.task.database.name", SCHEMA::name);
        properties.add("app.task.database.user", SCHEMA::user);
        properties.add("app.task.database.password", SCHEMA::password);
    }

    @BeforeEach
    void newTenant() {
        admin = new ApiClient(port, ApiTestApplication.ADMIN_KEY);
        nobody = new ApiClient(port, null);
        tenantId = new TenantId("t-" + UUID.randomUUID().toString().substring(0, 13));
        tenant = newTenant(tenantId);
        if (nodes.live().stream().noneMatch(node -> node.id().value().equals("test-node"))) {
            joinExecutor();
        }
    }

    /** Creates a tenant and a client with a key of its owner. */
    protected ApiClient newTenant(TenantId id) {
        Answer created = admin.post(ApiClient.TENANTS, "{\"id\":\"%s\",\"name\":\"Tenant of a test\"}".formatted(id));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return newKey(id, KeyRole.OWNER);
    }

    /** A client with a key of a tenant. */
    protected ApiClient newKey(TenantId id, KeyRole role) {
        Answer key = admin.post(
                ApiClient.TENANTS + "/" + id + "/keys", "{\"name\":\"test\",\"role\":\"%s\"}".formatted(role));
        assertThat(key.status()).as(key.text()).isEqualTo(201);
        return new ApiClient(port, key.data().get("key").asString());
    }

    private void joinExecutor() {
        nodes.join(
                new NodeId("test-node"),
                UUID.randomUUID().toString(),
                new Node.Profile(
                        Set.of(Role.EXECUTOR, Role.SCHEDULER), "localhost:0", "test", 10, HANDLERS, Set.of("default")),
                Duration.ofHours(1));
    }

    /** A definition of the handler echo, whose name is its own. */
    protected String anEcho(String scheduleFields) {
        return anEcho(scheduleFields, "");
    }

    protected String anEcho(String scheduleFields, String others) {
        return "{\"taskName\":\"echo %s\",\"taskHandler\":\"echo\",%s%s}"
                .formatted(UUID.randomUUID(), scheduleFields, others.isEmpty() ? "" : "," + others);
    }

    /** Creates a definition and returns its id. */
    protected String created(String body) {
        Answer answer = tenant.post(ApiClient.DEFINITIONS, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.data().get("id").asString();
    }

    /** Runs a definition by hand and returns the id of the instance. */
    protected String run(String definition) {
        Answer answer = tenant.post(ApiClient.DEFINITIONS + "/" + definition + "/run", null);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.data().get("id").asString();
    }

    /** Claims the waiting instances of the handlers as an executor does, and returns the one asked for. */
    protected Claim claim(String instance) {
        List<Claim> claims = claimRepository
                .claim(new ClaimRequest(new NodeId("test-node"), List.of("default"), HANDLERS, 1000))
                .claims();
        return claims.stream()
                .filter(claim -> claim.id().equals(new InstanceId(instance)))
                .findFirst()
                .orElseThrow();
    }

    /** Claims all that may start in a queue, as an executor with room for a thousand does. */
    protected List<Claim> claims(String queue) {
        return claimRepository
                .claim(new ClaimRequest(new NodeId("test-node"), List.of(queue), HANDLERS, 1000))
                .claims();
    }

    /** Submits a task and returns its id. */
    protected String submitted(String body) {
        Answer answer = tenant.post(ApiClient.SUBMIT, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.data().get("id").asString();
    }

    /** Submits a task that fails for good, and returns its id. */
    protected String dead(String body, String code, @Nullable String message) {
        String id = submitted(body);
        instances.complete(List.of(Completion.failure(claim(id), Duration.ofMillis(5), code, message)));
        return id;
    }

    /** Lets what a client submits, alone in its queue, fail for good; returns its id. */
    protected String bury(ApiClient client, String queue, String submission) {
        Answer answer = client.post(ApiClient.SUBMIT, submission);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        String id = answer.data().get("id").asString();
        Claim claim = claims(queue).stream()
                .filter(one -> one.id().value().equals(id))
                .findFirst()
                .orElseThrow();
        instances.complete(List.of(Completion.failure(claim, Duration.ofMillis(1), "BROKEN", submission)));
        return id;
    }

    protected void succeed(Claim claim) {
        instances.complete(List.of(Completion.success(claim, Duration.ofMillis(5), "done")));
    }

    protected DefinitionId definitionId(String id) {
        return new DefinitionId(id);
    }

    /** One value, as text. */
    protected String sql(String query) {
        try (Connection connection = SCHEMA.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return String.valueOf(rows.getString(1));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    protected void update(String statement) {
        try (Connection connection = SCHEMA.dataSource().getConnection();
                Statement open = connection.createStatement()) {
            open.executeUpdate(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
