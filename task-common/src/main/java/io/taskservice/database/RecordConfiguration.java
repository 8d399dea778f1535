package io.taskservice.database;

import com.baomidou.mybatisplus.core.MybatisConfiguration;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.ibatis.mapping.ResultFlag;
import org.apache.ibatis.mapping.ResultMap;
import org.apache.ibatis.mapping.ResultMapping;

/**
 * Reads rows into records by a plan that is made once for each statement: a component is its column, {@code runAt} that of
 * {@code run_at}.
 *
 * <p>MyBatis by itself compares every component with every column, for every row; with the 44 columns of an instance that cost
 * more than the statement.
 */
final class RecordConfiguration extends MybatisConfiguration {

    @Override
    public void addResultMap(ResultMap map) {
        Class<?> type = map.getType();
        boolean isValue = getTypeHandlerRegistry().hasTypeHandler(type);
        super.addResultMap(type.isRecord() && !isValue ? ofRecord(map.getId(), type) : map);
    }

    private ResultMap ofRecord(String id, Class<?> type) {
        List<ResultMapping> components =
                Arrays.stream(type.getRecordComponents()).map(this::ofComponent).toList();
        return new ResultMap.Builder(this, id, type, components, false).build();
    }

    private ResultMapping ofComponent(RecordComponent component) {
        return new ResultMapping.Builder(this, component.getName(), columnOf(component.getName()), component.getType())
                .flags(List.of(ResultFlag.CONSTRUCTOR))
                .build();
    }

    private static String columnOf(String component) {
        return component.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
