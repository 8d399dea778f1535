package io.taskservice.api.openapi;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tells from our records what swagger-core does not see: which fields may be null, and that answers have all of them. */
final class RecordSchemas implements ModelConverter {

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Schema<?> resolved = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        Class<?> raw =
                TypeFactory.defaultInstance().constructType(type.getType()).getRawClass();
        if (resolved != null && raw.isRecord() && raw.getName().startsWith("io.taskservice.api.")) {
            Schema<?> schema = defined(resolved, context.getDefinedModels());
            if (schema != null && schema.getProperties() != null) {
                complete(schema, raw);
            }
        }
        return resolved;
    }

    private static @Nullable Schema<?> defined(Schema<?> resolved, Map<String, Schema> models) {
        String ref = resolved.get$ref();
        return ref == null ? resolved : models.get(ref.substring(ref.lastIndexOf('/') + 1));
    }

    private static void complete(Schema<?> schema, Class<?> record) {
        boolean isAnswer = !record.getSimpleName().endsWith("Request");
        for (RecordComponent component : record.getRecordComponents()) {
            Schema<?> property = schema.getProperties().get(nameOf(component));
            if (property != null && isAnswer) {
                schema.addRequiredItem(nameOf(component));
            }
            if (property != null && isNullable(component) && property.getTypes() != null) {
                property.setTypes(new TreeSet<>(property.getTypes()));
                property.getTypes().add("null");
            }
        }
    }

    private static String nameOf(RecordComponent component) {
        JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
        return renamed == null ? component.getName() : renamed.value();
    }

    private static boolean isNullable(RecordComponent component) {
        return Arrays.stream(component.getAnnotatedType().getAnnotations())
                .anyMatch(annotation -> annotation.annotationType() == Nullable.class);
    }
}
