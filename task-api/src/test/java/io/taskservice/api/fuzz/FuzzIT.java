package io.taskservice.api.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiClient;
import io.taskservice.api.ApiTest;
import io.taskservice.api.Wire;
import io.taskservice.api.security.RouteRules;
import io.taskservice.api.wall.Contract;
import io.taskservice.api.wall.Planter;
import io.taskservice.identity.TenantId;
import io.taskservice.tenant.KeyRole;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Thousands of hostile requests of every operation, on a server that lives on, and a tenant beside them that notices
 * nothing.
 *
 * <p>{@code -Dfuzz.requests=100000 -Dfuzz.seed=7} is the long form. A failure shows the request to the byte; the seed and
 * its number make it again.
 */
@Tag("once")
class FuzzIT extends ApiTest {

    private static final Logger log = LoggerFactory.getLogger(FuzzIT.class);
    private static final long SEED = Long.getLong("fuzz.seed", 1);
    private static final long REQUESTS = Long.getLong("fuzz.requests", 4000);
    private static final int WORKERS = 4;
    private static final int REQUESTS_PER_HOME = 300;
    private static final int FAILURES_SHOWN = 25;
    private static final long MOST_GROWTH_BYTES = 64L << 20;

    @Autowired
    private RouteRules rules;

    private final AtomicLong next = new AtomicLong();
    private final AtomicLong slowest = new AtomicLong();
    private final Map<Integer, AtomicLong> statuses = new ConcurrentSkipListMap<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private JdbcClient sql;
    private List<String> tenantsBefore;

    @BeforeEach
    void rememberTenants() {
        sql = JdbcClient.create(SCHEMA.dataSource());
        tenantsBefore = sql.sql("SELECT id FROM tenants").query(String.class).list();
    }

    /** Other tests share the server. */
    @AfterEach
    void putBack() {
        admin.post(ApiClient.SCHEDULER + "/start", null);
        admin.post("/api/v1/workers/test-node/resume", null);
        admin.delete("/api/v1/workers/scale");
        sql.sql("""
                        SELECT table_name FROM information_schema.columns
                        WHERE table_schema = DATABASE() AND column_name = 'tenant_id'""")
                .query(String.class)
                .list()
                .forEach(table -> sql.sql("DELETE FROM " + table + " WHERE tenant_id NOT IN (:ids)")
                        .param("ids", tenantsBefore)
                        .update());
        sql.sql("DELETE FROM tenants WHERE id NOT IN (:ids)")
                .param("ids", tenantsBefore)
                .update();
    }

    @Test
    void everyRequestHoweverHostileIsAnsweredInOrder() throws Exception {
        Bystander bystander = bystander();
        Map<String, String> before = bystander.rows();
        Contract contract = Contract.committed();
        List<Target> targets = rules.all().stream()
                .filter(rule -> rule.pattern().startsWith("/api/"))
                .map(rule -> Target.of(contract, rule))
                .toList();
        Shots shots = new Shots(targets, contract, bystander, SEED);
        long startedAt = System.nanoTime();
        long heap;
        List<String> errors;
        try (ErrorLog log = ErrorLog.open()) {
            fire(shots, REQUESTS / 5);
            heap = heap();
            fire(shots, REQUESTS);
            errors = log.lines();
        }
        long growth = heap() - heap;
        log.info(String.format(
                "fuzz: seed %d, %d requests in %d s, statuses %s, slowest %d ms, heap %+d KiB, %d log errors",
                SEED,
                next.get(),
                Duration.ofNanos(System.nanoTime() - startedAt).toSeconds(),
                statuses,
                slowest.get(),
                growth >> 10,
                errors.size()));

        assertThat(failures.stream().limit(FAILURES_SHOWN))
                .as("of seed %d, %d", SEED, failures.size())
                .isEmpty();
        assertThat(errors).isEmpty();
        assertThat(bystander.rows()).isEqualTo(before);
        assertThat(tenant.get("/api/v1/status").status()).isEqualTo(200);
        assertThat(growth).isLessThan(MOST_GROWTH_BYTES);
        assertThat(statuses.keySet()).contains(200, 201, 202, 204, 400, 401, 403, 404, 405, 409, 415, 422);
    }

    /** Sends all up to a number, by several at once. */
    private void fire(Shots shots, long until) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        try {
            List<Future<?>> running = java.util.stream.IntStream.range(0, WORKERS)
                    .<Future<?>>mapToObj(i -> workers.submit(() -> work(shots, until)))
                    .toList();
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private void work(Shots shots, long until) {
        try (Wire wire = new Wire(port)) {
            long number = take(until);
            while (number < until && failures.size() < FAILURES_SHOWN) {
                Home home = home();
                for (int i = 0; i < REQUESTS_PER_HOME && number < until; i++) {
                    home = fire(shots, number, home, wire);
                    number = take(until);
                }
            }
        } catch (IOException e) {
            failures.add("A connection broke: " + e);
        }
    }

    private long take(long until) {
        return failures.size() < FAILURES_SHOWN ? next.getAndUpdate(sent -> Math.min(sent + 1, until)) : until;
    }

    /** Returns the home that is good for more. */
    private Home fire(Shots shots, long number, Home home, Wire wire) {
        Home usable = home;
        Shot shot;
        try {
            shot = shots.make(number, usable);
        } catch (AssertionError e) {
            usable = home(); // nothing grows in the old one any more: it has as many webhooks as it may, or disabled
            // ones
            shot = shots.make(number, usable);
        }
        fire(shot, wire, usable);
        return usable;
    }

    private void fire(Shot shot, Wire wire, Home home) {
        long sentAt = System.nanoTime();
        try {
            List<Answer> answers = shot.isHttp()
                    ? List.of(wire.exchange(shot.bytes(), shot.isHead()))
                    : Wire.shout(port, shot.bytes());
            long millis = Duration.ofNanos(System.nanoTime() - sentAt).toMillis();
            slowest.accumulateAndGet(millis, Math::max);
            answers.forEach(answer -> judge(shot, answer, millis));
            if (answers.stream().anyMatch(answer -> answer.status() < 300)) {
                shot.uses().forEach(home.planter()::usedUp);
            }
        } catch (IOException | RuntimeException e) {
            failures.add(e + " for " + shot);
        }
    }

    private void judge(Shot shot, Answer answer, long millis) {
        statuses.computeIfAbsent(answer.status(), none -> new AtomicLong()).incrementAndGet();
        List<String> complaints = Judge.complaints(shot, answer, millis);
        if (!complaints.isEmpty()) {
            failures.add("\n%s\n  answered %d %s\n  but %s"
                    .formatted(shot, answer.status(), cut(answer.text()), complaints));
        }
    }

    private static String cut(String text) {
        return text.length() <= 600 ? text : text.substring(0, 600) + "…";
    }

    private Home home() {
        TenantId id = newId("fuzz-");
        TenantId victim = newId("victim-");
        ApiClient owner = newTenant(id);
        newTenant(victim);
        Map<KeyRole, ApiClient> keys = new EnumMap<>(KeyRole.class);
        keys.put(KeyRole.OWNER, owner);
        for (KeyRole role : List.of(KeyRole.VIEWER, KeyRole.OPERATOR, KeyRole.EDITOR)) {
            keys.put(role, newKey(id, role));
        }
        return new Home(id, victim, keys, new Planter(owner, id, "fuzzed", this::bury));
    }

    private Bystander bystander() {
        TenantId id = newId("by-");
        return new Bystander(id, new Planter(newTenant(id), id, "bystander", this::bury), sql);
    }

    private static TenantId newId(String prefix) {
        return new TenantId(prefix + UUID.randomUUID().toString().substring(0, 13));
    }

    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }
}
