package io.taskservice.autoconfigure;

import io.taskservice.text.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Refuses {@code app.task.*} keys that do not exist: a misspelt key would otherwise leave a default in force that
 * somebody believes to have changed.
 *
 * <p>What exists is read from the configuration metadata of every module on the class path. Environment variables are
 * not checked: their names cannot be told from other software's.
 */
final class KnownKeys {

    private static final String PREFIX = "app.task.";
    private static final String[] METADATA = {
        "classpath*:META-INF/spring-configuration-metadata.json",
        "classpath*:META-INF/additional-spring-configuration-metadata.json"
    };

    private final Map<String, String> known = new TreeMap<>();

    /** Reads the metadata. */
    KnownKeys() {
        try {
            for (String pattern : METADATA) {
                for (Resource resource : new PathMatchingResourcePatternResolver().getResources(pattern)) {
                    read(resource);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("The configuration metadata cannot be read", e);
        }
    }

    /** Throws for the first key that is not known. */
    void require(ConfigurableEnvironment environment) {
        environment.getPropertySources().stream()
                .filter(source -> !source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME))
                .filter(EnumerablePropertySource.class::isInstance)
                .map(EnumerablePropertySource.class::cast)
                .forEach(this::require);
    }

    private void require(EnumerablePropertySource<?> source) {
        for (String key : source.getPropertyNames()) {
            if (key.startsWith(PREFIX) && !isKnown(key)) {
                throw new UnknownKeyException(
                        "There is no setting '" + key + "' (from " + source.getName() + ").",
                        "Remove it, or correct it" + Nearest.suggestion(key, known.values())
                                + ". docs/configuration.md lists all.");
            }
        }
    }

    /** Known in any spelling that Spring would bind, elements of lists and maps included. */
    boolean isKnown(String key) {
        ConfigurationPropertyName name = ConfigurationPropertyName.adapt(key, '.');
        while (!name.isEmpty()) {
            if (known.containsKey(uniform(name))) {
                return true;
            }
            if (!name.isLastElementIndexed()) {
                return false;
            }
            name = name.getParent();
        }
        return false;
    }

    private void read(Resource resource) throws IOException {
        try (InputStream json = resource.getInputStream()) {
            JsonNode properties = JsonMapper.shared().readTree(json).path("properties");
            properties.forEach(property -> {
                String name = property.path("name").asString("");
                if (name.startsWith(PREFIX)) {
                    known.put(uniform(ConfigurationPropertyName.adapt(name, '.')), name);
                }
            });
        }
    }

    /** The form in which maxPoolSize, max-pool-size and MAX_POOL_SIZE are the same. */
    private static String uniform(ConfigurationPropertyName name) {
        return name.toString().replace("-", "").toLowerCase(Locale.ROOT);
    }
}
