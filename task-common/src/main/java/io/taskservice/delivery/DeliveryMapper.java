package io.taskservice.delivery;

import io.taskservice.identity.DeliveryId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.identity.WebhookId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** All SQL on {@code webhook_deliveries}. */
interface DeliveryMapper {

    String COLUMNS = """
            d.id, d.tenant_id, d.event_id, e.type, e.instance_id, d.webhook_id, d.url, d.state, d.tries, d.next_try_at,
            d.last_status, d.last_error, d.duration, d.created_at, d.delivered_at
            """;

    @Insert("""
            <script>
            INSERT INTO webhook_deliveries (
              id, tenant_id, event_id, webhook_id, url, endpoint, state, next_try_at, created_at
            ) VALUES
            <foreach collection="deliveries" item="d" separator=",">(
              #{d.id}, #{d.tenantId}, #{d.eventId}, #{d.webhookId}, #{d.url}, #{d.endpoint}, 'PENDING',
              UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))</foreach>
            </script>
            """)
    int insertAll(@Param("deliveries") Collection<NewDelivery> deliveries);

    /**
     * idx_endpoint, which covers it: a step for each endpoint that something waits for, however much. Grouping by the
     * state too, which is one, is what makes MySQL skip from group to group.
     */
    @Select("""
            SELECT tenant_id, endpoint FROM (
              SELECT tenant_id, endpoint, MIN(next_try_at) AS first_due
              FROM webhook_deliveries FORCE INDEX (idx_endpoint)
              WHERE state = 'PENDING' GROUP BY state, tenant_id, endpoint) heads
            WHERE first_due <= UTC_TIMESTAMP(3)
            ORDER BY first_due LIMIT #{limit}
            """)
    List<Endpoint> dueEndpoints(@Param("limit") int limit);

    /** idx_endpoint serves filter and order, so that a node locks only what it takes and the next one gets the rest. */
    @Select("""
            SELECT id FROM webhook_deliveries FORCE INDEX (idx_endpoint)
            WHERE state = 'PENDING' AND tenant_id = #{tenantId} AND endpoint = #{endpoint}
              AND next_try_at <= UTC_TIMESTAMP(3)
            ORDER BY next_try_at, id
            LIMIT #{limit}
            FOR UPDATE SKIP LOCKED
            """)
    List<DeliveryId> lockDue(
            @Param("tenantId") TenantId tenantId, @Param("endpoint") String endpoint, @Param("limit") int limit);

    /** PRIMARY; the rows are locked by {@link #lockDue}. A node that dies now loses them when the lease is over. */
    @Update("""
            <script>
            UPDATE webhook_deliveries
            SET tries = tries + 1, next_try_at = TIMESTAMPADD(MICROSECOND, #{lease} * 1000, UTC_TIMESTAMP(3))
            WHERE state = 'PENDING'
              AND id IN <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
            </script>
            """)
    int startTries(@Param("ids") Collection<DeliveryId> ids, @Param("lease") Duration lease);

    /** PRIMARY of all three. */
    @Select("""
            <script>
            SELECT d.id, d.tenant_id, d.endpoint, d.event_id, e.payload, d.webhook_id, COALESCE(w.url, d.url) AS url,
              d.tries, w.status AS webhook_status, w.secret,
              CASE WHEN w.previous_until > UTC_TIMESTAMP(3) THEN w.previous_secret END AS previous_secret,
              d.created_at, UTC_TIMESTAMP(3) AS claimed_at
            FROM webhook_deliveries d
            JOIN outbox_events e ON e.id = d.event_id
            LEFT JOIN webhooks w ON w.id = d.webhook_id AND w.tenant_id = d.tenant_id
            WHERE d.id IN <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
            ORDER BY d.id
            </script>
            """)
    List<DueDelivery> findDue(@Param("ids") Collection<DeliveryId> ids);

    /** PRIMARY; only the try that was handed out last is written. */
    @Update("""
            UPDATE webhook_deliveries
            SET state = #{o.state}, url = #{d.url}, last_status = #{o.status}, last_error = #{o.error},
                duration = #{o.duration},
                next_try_at = CASE WHEN #{o.state} = 'PENDING'
                  THEN TIMESTAMPADD(MICROSECOND, #{o.pause} * 1000, UTC_TIMESTAMP(3)) END,
                delivered_at = CASE WHEN #{o.state} = 'DELIVERED' THEN UTC_TIMESTAMP(3) END
            WHERE id = #{d.id} AND state = 'PENDING' AND tries = #{d.tries}
            """)
    int finish(@Param("d") DueDelivery delivery, @Param("o") TryOutcome outcome);

    /** PRIMARY, then the owner. */
    @Update("""
            UPDATE webhook_deliveries
            SET state = 'PENDING', tries = 0, next_try_at = UTC_TIMESTAMP(3), delivered_at = NULL
            WHERE tenant_id = #{tenantId} AND id = #{id} AND state IN ('DELIVERED', 'FAILED')
            """)
    int again(@Param("tenantId") TenantId tenantId, @Param("id") DeliveryId id);

    /** PRIMARY, then the owner. */
    @Select("SELECT " + COLUMNS + """
            FROM webhook_deliveries d JOIN outbox_events e ON e.id = d.event_id AND e.tenant_id = d.tenant_id
            WHERE d.tenant_id = #{tenantId} AND d.id = #{id}
            """)
    @Nullable
    WebhookDelivery find(@Param("tenantId") TenantId tenantId, @Param("id") DeliveryId id);

    /** idx_webhook serves filter and order; then PRIMARY of outbox_events. */
    @Select("<script>SELECT " + COLUMNS + """
            FROM webhook_deliveries d FORCE INDEX (idx_webhook)
            JOIN outbox_events e ON e.id = d.event_id AND e.tenant_id = d.tenant_id
            WHERE d.tenant_id = #{tenantId} AND d.webhook_id = #{webhookId}
            <if test="before != null">AND d.id &lt; #{before}</if>
            ORDER BY d.id DESC LIMIT #{limit}
            </script>
            """)
    List<WebhookDelivery> ofWebhook(
            @Param("tenantId") TenantId tenantId,
            @Param("webhookId") WebhookId webhookId,
            @Param("before") @Nullable DeliveryId before,
            @Param("limit") int limit);

    /** uk_event of outbox_events, then idx_event: a row for each webhook, and the callback's. */
    @Select("SELECT " + COLUMNS + """
            FROM outbox_events e JOIN webhook_deliveries d ON d.event_id = e.id AND d.tenant_id = e.tenant_id
            WHERE e.tenant_id = #{tenantId} AND e.instance_id = #{instanceId}
            ORDER BY d.id DESC LIMIT #{limit}
            """)
    List<WebhookDelivery> ofInstance(
            @Param("tenantId") TenantId tenantId,
            @Param("instanceId") InstanceId instanceId,
            @Param("limit") int limit);

    /** idx_due, which covers it. */
    @Select("SELECT COUNT(*) FROM webhook_deliveries FORCE INDEX (idx_due) WHERE state = 'PENDING'")
    long countPending();

    /** PRIMARY: ids grow with time. What is still on its way stays. */
    @Delete("""
            DELETE FROM webhook_deliveries
            WHERE id < #{olderThan} AND state IN ('DELIVERED', 'FAILED') ORDER BY id LIMIT #{limit}
            """)
    int deleteEndedBelow(@Param("olderThan") String olderThan, @Param("limit") int limit);

    /** PRIMARY; idx_event of webhook_deliveries: an event goes with the last of its deliveries. */
    @Delete("""
            DELETE FROM outbox_events
            WHERE id < #{olderThan}
              AND NOT EXISTS (SELECT 1 FROM webhook_deliveries d WHERE d.event_id = outbox_events.id)
            ORDER BY id LIMIT #{limit}
            """)
    int deleteEventsBelow(@Param("olderThan") String olderThan, @Param("limit") int limit);
}
