package io.taskservice.database;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.ibatis.reflection.ReflectionException;
import org.apache.ibatis.type.TypeHandler;
import org.apache.ibatis.type.TypeHandlerRegistry;
import org.jspecify.annotations.Nullable;

/**
 * How a row becomes a record: a component is its column, {@code runAt} that of {@code run_at}. Made once for each type; where
 * its columns stand is looked up once for each result.
 */
final class RecordPlan {

    private final Constructor<?> constructor;
    private final List<Component> components;

    private RecordPlan(Constructor<?> constructor, List<Component> components) {
        this.constructor = constructor;
        this.components = components;
    }

    private record Component(String column, Class<?> kind, TypeHandler<?> type) {

        static Component of(RecordComponent component, TypeHandlerRegistry types) {
            TypeHandler<?> type = types.getTypeHandler(component.getType());
            if (type == null) {
                throw new IllegalStateException("No column can be " + component + " of "
                        + component.getDeclaringRecord().getSimpleName() + "; register a type handler");
            }
            String column = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
            return new Component(column, component.getType(), type);
        }
    }

    /** Of a record whose components' types {@code types} knows. */
    static RecordPlan of(Class<?> type, TypeHandlerRegistry types) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] arguments =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(arguments);
            constructor.setAccessible(true);
            return new RecordPlan(
                    constructor,
                    Arrays.stream(components)
                            .map(component -> Component.of(component, types))
                            .toList());
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " is no record", e);
        }
    }

    /** Where the column of each component stands; one that is missing is an error of the statement. */
    int[] columnsIn(ResultSet rows) throws SQLException {
        int[] columns = new int[components.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = rows.findColumn(components.get(i).column());
        }
        return columns;
    }

    /** The row the result stands at; null when none of its columns has a value, as of {@code MAX} over nothing. */
    @Nullable
    Object read(ResultSet rows, int[] columns) throws SQLException {
        Object[] arguments = new Object[columns.length];
        boolean any = false;
        for (int i = 0; i < columns.length; i++) {
            arguments[i] = components.get(i).type().getResult(rows, columns[i]);
            any |= arguments[i] != null;
        }
        return any ? create(arguments) : null;
    }

    private Object create(Object[] arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new ReflectionException("A row cannot be a " + name() + ": " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw new ReflectionException("A row cannot be a " + name() + ": " + reason(arguments, e), e);
        }
    }

    private String name() {
        return constructor.getDeclaringClass().getSimpleName();
    }

    private String reason(Object[] arguments, Exception e) {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] == null && components.get(i).kind().isPrimitive()) {
                return components.get(i).column() + " is NULL, and no "
                        + components.get(i).kind() + " can be";
            }
        }
        return e.toString();
    }
}
