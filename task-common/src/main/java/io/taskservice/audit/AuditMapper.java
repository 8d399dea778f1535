package io.taskservice.audit;

import io.taskservice.database.JsonRow;
import io.taskservice.identity.TenantId;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** All SQL on {@code audit_log} and {@code audit_heads}; no statement changes a row that is in a chain. */
interface AuditMapper {

    String CONTENT = """
            id, tenant_id, actor, action, object_id, detail, before_state, after_state, address, request_id, created_at
            """;

    String COLUMNS = CONTENT + ", seq, prev_hash, hash ";

    String HEAD = "tenant_id, seq, hash, last_at, anchor_seq, anchor_hash, UTC_TIMESTAMP(3) AS read_at";

    /** Adds rows; see {@link #insertRows}. */
    default int insertAll(Collection<AuditRow> rows) {
        return insertRows(JsonRow.write(
                rows,
                (row, next) -> row.put("id", next.id())
                        .put("tenant_id", next.tenantId().value())
                        .put("seq", next.seq())
                        .put("actor", next.actor())
                        .put("action", next.action())
                        .put("object_id", next.objectId())
                        .put("detail", next.detail())
                        .put("before_state", next.beforeState())
                        .put("after_state", next.afterState())
                        .put("address", next.address())
                        .put("request_id", next.requestId())
                        .put("created_at", next.createdAt())
                        .put("prev_hash", next.prevHash())
                        .put("hash", next.hash())));
    }

    @Insert("""
            INSERT INTO audit_log (
              id, tenant_id, seq, actor, action, object_id, detail, before_state, after_state, address, request_id,
              created_at, prev_hash, hash)
            SELECT
              id, tenant_id, seq, actor, action, object_id, detail, before_state, after_state, address, request_id,
              created_at, prev_hash, hash
            FROM JSON_TABLE(#{rows}, '$[*]' COLUMNS (
              id VARCHAR(100) PATH '$.id', tenant_id VARCHAR(100) PATH '$.tenant_id', seq BIGINT PATH '$.seq',
              actor VARCHAR(1000) PATH '$.actor', action VARCHAR(1000) PATH '$.action',
              object_id VARCHAR(1000) PATH '$.object_id', detail LONGTEXT PATH '$.detail',
              before_state LONGTEXT PATH '$.before_state', after_state LONGTEXT PATH '$.after_state',
              address VARCHAR(1000) PATH '$.address', request_id VARCHAR(1000) PATH '$.request_id',
              created_at DATETIME(3) PATH '$.created_at', prev_hash VARCHAR(100) PATH '$.prev_hash',
              hash VARCHAR(100) PATH '$.hash')) r
            """)
    int insertRows(@Param("rows") String rows);

    /** PRIMARY: held until the transaction ends, so that rows are committed in the order of their places. */
    @Select("SELECT " + HEAD + " FROM audit_heads WHERE tenant_id = #{tenantId} FOR UPDATE")
    @Nullable
    AuditHead lockHead(@Param("tenantId") TenantId tenantId);

    /** An upsert that changes nothing: unlike a refused INSERT it waits with the lock that is needed next. */
    @Insert("""
            INSERT INTO audit_heads (tenant_id, seq, hash, last_at, anchor_seq, anchor_hash)
            VALUES (#{tenantId}, 0, #{nothing}, '2000-01-01 00:00:00.000', 0, #{nothing})
            ON DUPLICATE KEY UPDATE seq = audit_heads.seq
            """)
    int ensureHead(@Param("tenantId") TenantId tenantId, @Param("nothing") String nothing);

    /** PRIMARY; the row is locked by {@link #lockHead}. */
    @Update("""
            UPDATE audit_heads SET seq = #{h.seq}, hash = #{h.hash}, last_at = #{h.lastAt}
            WHERE tenant_id = #{h.tenantId}
            """)
    int moveHead(@Param("h") AuditHead head);

    /** PRIMARY. */
    @Select("SELECT " + HEAD + " FROM audit_heads WHERE tenant_id = #{tenantId}")
    @Nullable
    AuditHead head(@Param("tenantId") TenantId tenantId);

    /** PRIMARY of both: every tenant that has, or should have, a chain. */
    @Select("SELECT id FROM tenants UNION SELECT tenant_id FROM audit_heads ORDER BY 1")
    List<TenantId> tenants();

    /** PRIMARY of tenants, then one look into uk_chain for each. */
    @Select("""
            SELECT id FROM tenants
            WHERE EXISTS (SELECT 1 FROM audit_log a WHERE a.tenant_id = tenants.id AND a.seq IS NULL)
            """)
    List<TenantId> tenantsWithUnchained();

    /** uk_chain finds them, ids grow with time. */
    @Select("SELECT " + CONTENT + """
            , 0 AS seq, '' AS prev_hash, '' AS hash FROM audit_log
            WHERE tenant_id = #{tenantId} AND seq IS NULL ORDER BY id LIMIT #{limit}
            """)
    List<AuditRow> unchained(@Param("tenantId") TenantId tenantId, @Param("limit") int limit);

    /** uk_chain, which covers it. */
    @Select("SELECT COUNT(*) FROM audit_log WHERE tenant_id = #{tenantId} AND seq IS NULL")
    long countUnchained(@Param("tenantId") TenantId tenantId);

    /** PRIMARY, then the owner; only a row that has no place yet. */
    @Update("""
            UPDATE audit_log SET seq = #{r.seq}, prev_hash = #{r.prevHash}, hash = #{r.hash}
            WHERE tenant_id = #{r.tenantId} AND id = #{r.id} AND seq IS NULL
            """)
    int chain(@Param("r") AuditRow row);

    /** uk_chain serves filter and order. */
    @Select("SELECT " + COLUMNS + """
            FROM audit_log FORCE INDEX (uk_chain)
            WHERE tenant_id = #{tenantId} AND seq > #{after} ORDER BY seq LIMIT #{limit}
            """)
    List<AuditRow> after(@Param("tenantId") TenantId tenantId, @Param("after") long after, @Param("limit") int limit);

    /** uk_chain: its last entry of the tenant; null: it has none. */
    @Select("SELECT MAX(seq) FROM audit_log WHERE tenant_id = #{tenantId}")
    @Nullable
    Long lastSeq(@Param("tenantId") TenantId tenantId);

    /** idx_object for the history of an object, uk_chain for everything else; both serve the order. */
    @Select("<script>SELECT " + COLUMNS + """
            FROM audit_log
            <choose>
              <when test="f.objectId != null">FORCE INDEX (idx_object)</when>
              <otherwise>FORCE INDEX (uk_chain)</otherwise>
            </choose>
            WHERE tenant_id = #{tenantId} AND seq IS NOT NULL
            <if test="f.objectId != null">AND object_id = #{f.objectId}</if>
            <if test="f.actor != null">AND actor = #{f.actor}</if>
            <if test="f.action != null">AND action = #{f.action}</if>
            <if test="f.from != null">AND created_at &gt;= #{f.from}</if>
            <if test="f.to != null">AND created_at &lt; #{f.to}</if>
            <if test="f.before != null">AND seq &lt; #{f.before}</if>
            ORDER BY seq DESC LIMIT #{limit}
            </script>
            """)
    List<AuditRow> list(
            @Param("tenantId") TenantId tenantId, @Param("f") AuditFilter filter, @Param("limit") int limit);

    /** uk_chain serves filter and order. */
    @Select("""
            SELECT seq, hash, created_at FROM audit_log FORCE INDEX (uk_chain)
            WHERE tenant_id = #{tenantId} AND seq > #{after} ORDER BY seq LIMIT #{limit}
            """)
    List<AuditMark> marks(@Param("tenantId") TenantId tenantId, @Param("after") long after, @Param("limit") int limit);

    /** uk_chain. */
    @Delete("DELETE FROM audit_log WHERE tenant_id = #{tenantId} AND seq > #{after} AND seq <= #{last}")
    int deleteUpTo(@Param("tenantId") TenantId tenantId, @Param("after") long after, @Param("last") long last);

    /** PRIMARY; the row is locked by {@link #lockHead}. */
    @Update("""
            UPDATE audit_heads SET anchor_seq = #{m.seq}, anchor_hash = #{m.hash}, anchored_at = UTC_TIMESTAMP(3)
            WHERE tenant_id = #{tenantId}
            """)
    int moveAnchor(@Param("tenantId") TenantId tenantId, @Param("m") AuditMark mark);
}
