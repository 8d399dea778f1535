package io.taskservice.usage;

import io.taskservice.identity.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** All SQL on {@code tenant_usage}. */
interface UsageMapper {

    String COUNTS = """
            submits, refusals, fires, attempts, successes, failures, run_ms, log_bytes, deliveries
            """;

    /** PRIMARY; in the order of the tenants, so that nodes do not wait for each other in a circle. */
    @Insert("<script>INSERT INTO tenant_usage (tenant_id, day, " + COUNTS + """
            ) VALUES
            <foreach collection="used" item="u" separator=",">(
              #{u.tenantId}, UTC_DATE(), #{u.counts.submits}, #{u.counts.refusals}, #{u.counts.fires},
              #{u.counts.attempts}, #{u.counts.successes}, #{u.counts.failures}, #{u.counts.runMs}, #{u.counts.logBytes},
              #{u.counts.deliveries})</foreach>
            ON DUPLICATE KEY UPDATE submits = submits + VALUES(submits), refusals = refusals + VALUES(refusals),
              fires = fires + VALUES(fires), attempts = attempts + VALUES(attempts),
              successes = successes + VALUES(successes), failures = failures + VALUES(failures),
              run_ms = run_ms + VALUES(run_ms), log_bytes = log_bytes + VALUES(log_bytes),
              deliveries = deliveries + VALUES(deliveries)
            </script>
            """)
    int add(@Param("used") Collection<TenantUsage> used);

    /** PRIMARY: a range of days of one tenant, in their order. */
    @Select("SELECT day, " + COUNTS + """
            FROM tenant_usage WHERE tenant_id = #{tenantId} AND day BETWEEN #{from} AND #{to} ORDER BY day
            """)
    List<UsageRow> days(@Param("tenantId") TenantId tenantId, @Param("from") LocalDate from, @Param("to") LocalDate to);

    /** PRIMARY: one entry for each tenant asked for. */
    @Select("""
            <script>
            SELECT tenant_id, log_bytes FROM tenant_usage
            WHERE day = UTC_DATE()
              AND tenant_id IN <foreach collection="tenants" item="t" open="(" separator="," close=")">#{t}</foreach>
            </script>
            """)
    List<LogBytes> logBytesToday(@Param("tenants") Collection<TenantId> tenants);

    @Select("SELECT UTC_DATE()")
    LocalDate today();

    /** idx_day. */
    @Delete("DELETE FROM tenant_usage WHERE day < DATE(#{cutoff})")
    int forget(@Param("cutoff") Instant cutoff);

    /** A tenant and how much of its logs was kept today. */
    record LogBytes(TenantId tenantId, long logBytes) {}
}
