package io.taskservice.api.openapi;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.tags.Tag;
import io.taskservice.api.web.ErrorEnvelope;
import io.taskservice.api.web.ProblemBody;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/** Adds the schemas of errors, and puts everything into an order that does not change from run to run. */
final class WholeDocument implements GlobalOpenApiCustomizer {

    @Override
    public void customise(OpenAPI document) {
        Map<String, Schema> schemas = new TreeMap<>(document.getComponents().getSchemas());
        schemas.putAll(ModelConverters.getInstance(true).readAll(ErrorEnvelope.class));
        schemas.putAll(ModelConverters.getInstance(true).readAll(ProblemBody.class));
        document.getComponents().setSchemas(schemas);
        Paths paths = new Paths();
        new TreeMap<>(document.getPaths()).forEach(paths::addPathItem);
        document.setPaths(paths);
        if (document.getTags() != null) {
            document.setTags(document.getTags().stream()
                    .distinct()
                    .sorted(Comparator.comparing(Tag::getName))
                    .toList());
        }
    }
}
