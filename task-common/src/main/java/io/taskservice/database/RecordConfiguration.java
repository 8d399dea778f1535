package io.taskservice.database;

import com.baomidou.mybatisplus.core.MybatisConfiguration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.ibatis.executor.Executor;
import org.apache.ibatis.executor.parameter.ParameterHandler;
import org.apache.ibatis.executor.resultset.ResultSetHandler;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.mapping.ResultMap;
import org.apache.ibatis.session.ResultHandler;
import org.apache.ibatis.session.RowBounds;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows that are records by a {@link RecordPlan} instead of by MyBatis.
 *
 * <p>MyBatis by itself compares every component with every column, or at the least looks for each column by its name, for
 * every row; with the 24 columns of a claim that cost more than the statement.
 */
final class RecordConfiguration extends MybatisConfiguration {

    private final Map<Class<?>, RecordPlan> plans = new ConcurrentHashMap<>();

    @Override
    public ResultSetHandler newResultSetHandler(
            Executor executor,
            MappedStatement statement,
            RowBounds bounds,
            ParameterHandler parameters,
            @Nullable ResultHandler handler,
            BoundSql sql) {
        List<ResultMap> results = statement.getResultMaps();
        if (results.size() == 1 && isRecord(results.get(0).getType())) {
            return new RecordRows(plans.computeIfAbsent(results.get(0).getType(), this::planOf));
        }
        return super.newResultSetHandler(executor, statement, bounds, parameters, handler, sql);
    }

    /** Ids are records too, but each is the value of a column. */
    private boolean isRecord(Class<?> type) {
        return type.isRecord() && !getTypeHandlerRegistry().hasTypeHandler(type);
    }

    private RecordPlan planOf(Class<?> type) {
        return RecordPlan.of(type, getTypeHandlerRegistry());
    }
}
