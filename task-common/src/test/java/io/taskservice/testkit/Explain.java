package io.taskservice.testkit;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.scripting.defaults.DefaultParameterHandler;
import org.jspecify.annotations.Nullable;

/** What the database would do with a statement of a mapper, with the very SQL and parameters MyBatis would send. */
public final class Explain {

    private final TestStores stores;
    private final List<Map<String, @Nullable Object>> plan;

    private Explain(TestStores stores, List<Map<String, @Nullable Object>> plan) {
        this.stores = stores;
        this.plan = plan;
    }

    /**
     * Explains a mapped statement.
     *
     * @param statement the mapper's class and method, joined by a dot
     * @param parameters by the names the method gives them
     */
    public static Explain of(TestStores stores, String statement, Map<String, ?> parameters) {
        MappedStatement mapped = stores.database().configuration().getMappedStatement(statement);
        BoundSql bound = mapped.getBoundSql(parameters);
        String sql = (stores.isMariaDb() ? "EXPLAIN " : "EXPLAIN FORMAT=TRADITIONAL ") + bound.getSql();
        return new Explain(
                stores,
                stores.query(
                        sql,
                        prepared -> new DefaultParameterHandler(mapped, parameters, bound).setParameters(prepared)));
    }

    /** The index used for a table, by the name or alias the statement gives it; null: none. */
    public @Nullable String keyOf(String table) {
        Object key = step(table).get("key");
        return key == null ? null : key.toString();
    }

    /** How the rows of a table are found: const, ref, range, index, ALL and so on. */
    public String typeOf(String table) {
        return String.valueOf(step(table).get("type"));
    }

    /** Whether anything is sorted apart from its index. */
    public boolean sorts() {
        return extras().anyMatch(extra -> extra.contains("filesort"));
    }

    /** Whether the table's rows themselves need not be read. */
    public boolean isCovered(String table) {
        return String.valueOf(step(table).get("extra")).contains("Using index");
    }

    /** Whether a table is read from end to end. */
    public boolean scans(String table) {
        return plan.stream()
                .filter(step -> table.equals(step.get("table")))
                .anyMatch(step -> "ALL".equals(step.get("type")));
    }

    @Override
    public String toString() {
        return (stores.isMariaDb() ? "MariaDB" : "MySQL") + " " + plan;
    }

    private Map<String, @Nullable Object> step(String table) {
        return plan.stream()
                .filter(step -> table.equals(step.get("table")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No step reads " + table + ": " + this));
    }

    private Stream<String> extras() {
        return plan.stream()
                .map(step -> step.get("extra"))
                .filter(Objects::nonNull)
                .map(Object::toString);
    }
}
