package io.taskservice.simulation;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A row by the names of its columns, as the database has them; it never changes. */
public final class Row {

    private static final Map<Class<?>, String[]> COLUMNS_OF = new ConcurrentHashMap<>();

    private final Map<String, @Nullable Object> values;

    private Row(Map<String, @Nullable Object> values) {
        this.values = values;
    }

    /** Columns and values in turn. */
    public static Row of(@Nullable Object... columnsAndValues) {
        return new Row(Map.of()).with(columnsAndValues);
    }

    /** The components of a record, whose names are those of the columns but for their spelling. */
    public static Row of(Record record) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        String[] columns = columnsOf(record.getClass());
        RecordComponent[] components = record.getClass().getRecordComponents();
        for (int i = 0; i < columns.length; i++) {
            try {
                components[i].getAccessor().setAccessible(true);
                values.put(columns[i], components[i].getAccessor().invoke(record));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return new Row(values);
    }

    /** The record that a SELECT of its components' columns returns. */
    public <R extends Record> R to(Class<R> type) {
        String[] columns = columnsOf(type);
        Object[] arguments = Arrays.stream(columns).map(this::get).toArray();
        try {
            return type.cast(constructorOf(type).newInstance(arguments));
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("No " + type.getSimpleName() + " of " + this, e.getCause());
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw new IllegalStateException("No " + type.getSimpleName() + " of " + this, e);
        }
    }

    /** The same row with other values in some columns. */
    public Row with(@Nullable Object... columnsAndValues) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(values);
        for (int i = 0; i < columnsAndValues.length; i += 2) {
            changed.put((String) Objects.requireNonNull(columnsAndValues[i]), columnsAndValues[i + 1]);
        }
        return new Row(changed);
    }

    /** A column's value; null: it is NULL. */
    public @Nullable Object get(String column) {
        Object value = values.get(column);
        if (value == null && !values.containsKey(column)) {
            throw new IllegalArgumentException("There is no column " + column + " in " + values.keySet());
        }
        return value;
    }

    /** As {@link #get}, of a type. */
    public <T> @Nullable T get(String column, Class<T> type) {
        return type.cast(get(column));
    }

    /** The value of a column that is NOT NULL, or known not to be. */
    public <T> T need(String column, Class<T> type) {
        return Objects.requireNonNull(get(column, type), column);
    }

    public int number(String column) {
        return need(column, Number.class).intValue();
    }

    public Instant instant(String column) {
        return need(column, Instant.class);
    }

    public String text(String column) {
        return String.valueOf(get(column));
    }

    /** Whether a column has one of these values; as in SQL, NULL is none of any. */
    public boolean is(String column, Object... any) {
        Object value = get(column);
        return value != null && Arrays.asList(any).contains(value);
    }

    public boolean isNull(String column) {
        return get(column) == null;
    }

    /** All columns. */
    public Map<String, @Nullable Object> values() {
        return values;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row row && values.equals(row.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.entrySet().stream()
                .filter(column -> column.getValue() != null)
                .map(column -> column.getKey() + "=" + column.getValue())
                .collect(Collectors.joining(" "));
    }

    private static String[] columnsOf(Class<?> type) {
        return COLUMNS_OF.computeIfAbsent(
                type,
                record -> Arrays.stream(record.getRecordComponents())
                        .map(component -> column(component.getName()))
                        .toArray(String[]::new));
    }

    private static String column(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static Constructor<?> constructorOf(Class<?> type) throws NoSuchMethodException {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor;
    }
}
