package io.taskservice.api.fuzz;

import io.taskservice.api.wall.Planter;
import io.taskservice.api.wall.Thing;
import io.taskservice.identity.TenantId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A tenant whose ids everybody knows and whose rows nobody may change. */
final class Bystander {

    private final TenantId tenant;
    private final Map<Thing, String> ids = new EnumMap<>(Thing.class);
    private final JdbcClient sql;

    Bystander(TenantId tenant, Planter planter, JdbcClient sql) {
        this.tenant = tenant;
        this.sql = sql;
        for (Thing thing : Thing.values()) {
            ids.put(thing, planter.id(thing));
        }
    }

    String id(Thing thing) {
        return String.valueOf(ids.get(thing));
    }

    String tenant() {
        return tenant.value();
    }

    /**
     * By table: how many rows it has there and their checksum. Not of interest: when its keys
     * were last used, and what it used while it was made, which is counted some seconds later.
     */
    Map<String, String> rows() {
        Map<String, String> rows = new TreeMap<>();
        tables().forEach((table, columns) -> rows.put(
                table,
                sql.sql("""
                        SELECT CONCAT(COUNT(*), ' rows, ', COALESCE(SUM(CRC32(CONCAT_WS('|', %s))), 0))
                        FROM %s WHERE tenant_id = ?""".formatted(columns, table))
                        .param(tenant.value())
                        .query(String.class)
                        .single()));
        return rows;
    }

    private Map<String, String> tables() {
        List<Map<String, Object>> columns = sql.sql("""
                SELECT table_name AS t, column_name AS c FROM information_schema.columns
                WHERE table_schema = DATABASE() AND column_name <> 'last_used_at' AND table_name <> 'tenant_usage'
                  AND table_name IN (
                  SELECT table_name FROM information_schema.columns
                  WHERE table_schema = DATABASE() AND column_name = 'tenant_id')
                ORDER BY table_name, ordinal_position""").query().listOfRows();
        UnaryOperator<String> text = column -> "COALESCE(`" + column + "`, '~')";
        Map<String, String> tables = new TreeMap<>();
        columns.forEach(row -> tables.merge(
                String.valueOf(row.get("t")),
                text.apply(String.valueOf(row.get("c"))),
                (all, one) -> all + ", " + one));
        return tables;
    }
}
