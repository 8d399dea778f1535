package io.taskservice.executor;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.taskservice.handler.TaskContext;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

/** Writes the JSON Schema of the params of an annotated method, as far as its arguments tell. */
final class ParamsSchema {

    private static final int DEEPEST = 8;

    private static final Set<Class<?>> INTEGERS = Set.of(
            byte.class,
            short.class,
            int.class,
            long.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            BigInteger.class);
    private static final Set<Class<?>> NUMBERS =
            Set.of(float.class, double.class, Float.class, Double.class, BigDecimal.class);
    private static final Map<Class<?>, String> FORMATS = Map.of(
            Instant.class, "date-time",
            OffsetDateTime.class, "date-time",
            ZonedDateTime.class, "date-time",
            LocalDate.class, "date",
            Duration.class, "duration",
            UUID.class, "uuid",
            URI.class, "uri");
    private static final Set<Class<?>> TEXTS = Set.of(String.class, char.class, Character.class, LocalDateTime.class);

    private final ParamsReader reader;

    ParamsSchema(ParamsReader reader) {
        this.reader = reader;
    }

    /** The schema as JSON; null when no argument is bound from the params. */
    @Nullable
    String of(Method method) {
        List<Parameter> bound = Arrays.stream(method.getParameters())
                .filter(parameter -> parameter.getType() != TaskContext.class)
                .toList();
        if (bound.isEmpty()) {
            return null;
        }
        Shape shape = new Shape();
        for (Parameter parameter : bound) {
            JavaType type = reader.typeOf(parameter.getParameterizedType());
            if (MethodHandler.isMember(parameter)) {
                shape.add(parameter.getName(), of(type, 0), true);
            } else if (type.isRecordType()) {
                addComponents(shape, type, 0);
            }
        }
        return reader.write(shape.schema());
    }

    private Map<String, Object> of(JavaType type, int depth) {
        Class<?> raw = type.getRawClass();
        if (raw == boolean.class || raw == Boolean.class) {
            return Map.of("type", "boolean");
        }
        if (INTEGERS.contains(raw)) {
            return Map.of("type", "integer");
        }
        if (NUMBERS.contains(raw)) {
            return Map.of("type", "number");
        }
        if (raw.isEnum()) {
            return Map.of(
                    "enum",
                    Arrays.stream(raw.getEnumConstants())
                            .map(c -> ((Enum<?>) c).name())
                            .toList());
        }
        if (TEXTS.contains(raw) || FORMATS.containsKey(raw)) {
            return text(FORMATS.get(raw));
        }
        return depth == DEEPEST ? Map.of() : ofParts(type, depth + 1);
    }

    private static Map<String, Object> text(@Nullable String format) {
        return format == null ? Map.of("type", "string") : ordered("type", "string", "format", format);
    }

    /** A type that is made of others; of any other nothing is known, so anything fits. */
    private Map<String, Object> ofParts(JavaType type, int depth) {
        if (type.isRecordType()) {
            Shape shape = new Shape();
            addComponents(shape, type, depth);
            return shape.schema();
        }
        if (type.isMapLikeType()) {
            return ordered("type", "object", "additionalProperties", of(type.getContentType(), depth));
        }
        if (type.isCollectionLikeType() || type.isArrayType()) {
            return ordered("type", "array", "items", of(type.getContentType(), depth));
        }
        return type.hasRawClass(Optional.class) ? of(type.containedType(0), depth) : Map.of();
    }

    /** A component of a primitive type has to be there; any other is null when it is not. */
    private void addComponents(Shape shape, JavaType type, int depth) {
        for (RecordComponent component : type.getRawClass().getRecordComponents()) {
            JavaType ofComponent = reader.typeOf(component.getGenericType());
            shape.add(
                    nameOf(component),
                    of(ofComponent, depth),
                    component.getType().isPrimitive());
        }
    }

    private static String nameOf(RecordComponent component) {
        JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
        return renamed == null || renamed.value().isEmpty() ? component.getName() : renamed.value();
    }

    private static Map<String, Object> ordered(String firstKey, Object first, String secondKey, Object second) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(firstKey, first);
        map.put(secondKey, second);
        return map;
    }

    /** An object whose members come together one by one; others are let through, as the params themselves do. */
    private static final class Shape {

        private final Map<String, Object> properties = new LinkedHashMap<>();
        private final Set<String> required = new TreeSet<>();

        void add(String name, Map<String, Object> schema, boolean isRequired) {
            properties.put(name, schema);
            if (isRequired) {
                required.add(name);
            }
        }

        Map<String, Object> schema() {
            Map<String, Object> schema = ordered("type", "object", "properties", properties);
            if (!required.isEmpty()) {
                schema.put("required", required);
            }
            return schema;
        }
    }
}
