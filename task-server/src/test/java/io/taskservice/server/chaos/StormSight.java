package io.taskservice.server.chaos;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What can be seen of the cluster in its database, by MySQL's clock; tenant {@code system} is left out. */
final class StormSight {

    /** An attempt that runs. */
    private record Held(String instance, int attempt, String node) {}

    private final JdbcClient sql;

    StormSight(DataSource dataSource) {
        sql = JdbcClient.create(dataSource);
    }

    Instant now() {
        return instant(
                sql.sql("SELECT UTC_TIMESTAMP(3)").query(LocalDateTime.class).single());
    }

    /** Whether all that is due by the second has fired, and something that was due after that instant has run. */
    boolean firesAndRunsSince(Instant instant) {
        return number("""
                        SELECT COUNT(*) FROM task_definitions
                        WHERE tenant_id != 'system' AND status = 'ENABLED' AND schedule_type IN ('FIXED_RATE', 'CRON')
                          AND next_fire_time < TIMESTAMPADD(MICROSECOND, -1500000, UTC_TIMESTAMP(3))
                        """) == 0
                && sql.sql("""
                                SELECT COUNT(*) FROM task_instances
                                WHERE tenant_id != 'system' AND status = 'SUCCESS' AND fire_time > ?
                                """).param(utc(instant)).query(Long.class).single() > 0;
    }

    /** Whether these nodes hold leases. */
    boolean holdLeases(Collection<String> nodes) {
        return texts("SELECT id FROM nodes WHERE state = 'ALIVE' AND lease_until > UTC_TIMESTAMP(3)")
                .containsAll(nodes);
    }

    /** What these nodes run: instances and their attempts. */
    Map<String, Integer> runningOn(List<String> nodes) {
        return sql
                .sql("""
                        SELECT id, attempt, execution_node FROM task_instances
                        WHERE status = 'RUNNING' AND tenant_id != 'system'
                        """)
                .query((row, number) -> new Held(row.getString(1), row.getInt(2), row.getString(3)))
                .list()
                .stream()
                .filter(held -> nodes.contains(held.node()))
                .collect(Collectors.toMap(Held::instance, Held::attempt));
    }

    /** Those of them that have not been started again, and have not ended. */
    Set<String> notRestarted(Map<String, Integer> attempts) {
        return attempts.entrySet().stream()
                .filter(one -> sql.sql("""
                                        SELECT COUNT(*) FROM task_instances
                                        WHERE id = ? AND attempt <= ? AND status IN ('RUNNING', 'PENDING', 'SCHEDULED')
                                        """)
                                .params(one.getKey(), one.getValue())
                                .query(Long.class)
                                .single()
                        > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** How late the first attempts of what was due between two instants began, shortest first. */
    List<Duration> lags(Instant from, Instant to) {
        return sql.sql("""
                        SELECT TIMESTAMPDIFF(MICROSECOND, i.fire_time, COALESCE(a.start_time, i.start_time)) AS lag_us
                        FROM task_instances i
                        LEFT JOIN task_attempts a ON a.task_instance_id = i.id AND a.attempt = 1
                        JOIN task_definitions d ON d.id = i.task_definition_id
                        WHERE i.tenant_id != 'system' AND i.fire_time >= ? AND i.fire_time < ? AND i.attempt > 0
                          AND d.schedule_type IN ('FIXED_RATE', 'CRON')
                        ORDER BY lag_us
                        """).params(utc(from), utc(to)).query(Long.class).list().stream()
                .map(micros -> Duration.ofNanos(micros * 1000))
                .toList();
    }

    long fires() {
        return number("SELECT COUNT(*) FROM task_instances WHERE tenant_id != 'system' AND fire_time IS NOT NULL");
    }

    /** Instances of fire times that have not come yet. */
    long early() {
        return number(
                "SELECT COUNT(*) FROM task_instances WHERE tenant_id != 'system' AND fire_time > UTC_TIMESTAMP(3)");
    }

    long active() {
        return number("""
                SELECT COUNT(*) FROM task_instances
                WHERE tenant_id != 'system' AND status IN ('SCHEDULED', 'PENDING', 'RUNNING')
                """);
    }

    long pendingDeliveries() {
        return number("SELECT COUNT(*) FROM webhook_deliveries WHERE state = 'PENDING'");
    }

    /** Instances that have ended. */
    Set<String> ended() {
        return texts("""
                SELECT id FROM task_instances
                WHERE tenant_id != 'system' AND status IN ('SUCCESS', 'FAILED', 'CANCELLED')
                """);
    }

    Set<String> requestKeys() {
        return texts("SELECT request_key FROM task_instances WHERE request_key IS NOT NULL");
    }

    /** How many ended how: {@code SUCCESS 120, FAILED POISON 1}. */
    String ends() {
        return String.join(", ", sql.sql("""
                        SELECT CONCAT_WS(' ', status, error_code, COUNT(*)) FROM task_instances
                        WHERE tenant_id != 'system' GROUP BY status, error_code ORDER BY COUNT(*) DESC
                        """).query(String.class).list());
    }

    /** Gaps by reason: {@code MISFIRE 12}. */
    String gaps() {
        return String.join(", ", sql.sql("""
                        SELECT CONCAT_WS(' ', reason, SUM(fires)) FROM fire_gaps
                        WHERE tenant_id != 'system' GROUP BY reason
                        """).query(String.class).list());
    }

    /** FIXED_RATE definitions one of whose fire times is no whole number of periods after its anchor. */
    List<String> offTheGrid() {
        return sql.sql("""
                        SELECT CONCAT(d.task_name, ' fired at ', i.fire_time) FROM task_definitions d
                        JOIN task_instances i ON i.task_definition_id = d.id AND i.fire_time IS NOT NULL
                        WHERE d.schedule_type = 'FIXED_RATE' AND d.tenant_id != 'system'
                          AND TIMESTAMPDIFF(MICROSECOND, d.anchor_at, i.fire_time) % (d.interval_ms * 1000) != 0
                        LIMIT 20
                        """).query(String.class).list();
    }

    /** FIXED_RATE definitions whose instances and gaps are not one for each period from the first fire to the cursor. */
    List<String> missingOrDoubled() {
        return sql.sql("""
                        SELECT CONCAT(d.task_name, ': ', COUNT(*), ' instances, ', COALESCE(MAX(g.fires), 0),
                                      ' in gaps, due ', TIMESTAMPDIFF(SECOND, MIN(i.fire_time), d.next_fire_time))
                        FROM task_definitions d
                        JOIN task_instances i ON i.task_definition_id = d.id AND i.fire_time IS NOT NULL
                        LEFT JOIN (SELECT task_definition_id, SUM(fires) AS fires FROM fire_gaps
                                   GROUP BY task_definition_id) g ON g.task_definition_id = d.id
                        WHERE d.tenant_id != 'system' AND d.schedule_type = 'FIXED_RATE'
                        GROUP BY d.id, d.task_name, d.next_fire_time
                        HAVING TIMESTAMPDIFF(SECOND, MIN(i.fire_time), d.next_fire_time)
                               != COUNT(*) + COALESCE(MAX(g.fires), 0)
                        """).query(String.class).list();
    }

    private Set<String> texts(String query) {
        return new HashSet<>(sql.sql(query).query(String.class).list());
    }

    private long number(String query) {
        return sql.sql(query).query(Long.class).single();
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static Instant instant(LocalDateTime utc) {
        return utc.toInstant(ZoneOffset.UTC);
    }
}
