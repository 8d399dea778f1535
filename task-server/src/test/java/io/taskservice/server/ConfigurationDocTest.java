package io.taskservice.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds the table of docs/configuration.md to what the code has. After a change: {@code mvn test -pl task-server -am
 * -Dtest=ConfigurationDocTest -Dsurefire.failIfNoSpecifiedTests=false -Dconfiguration.write=true}.
 */
class ConfigurationDocTest {

    private static final Path DOC = Path.of("..", "docs", "configuration.md");
    private static final String BEGIN = "<!-- settings: begin -->\n";
    private static final String END = "<!-- settings: end -->";

    @Test
    void listsEverySettingWithItsDefaultAndMeaning() throws IOException {
        String doc = Files.readString(DOC);
        int begin = doc.indexOf(BEGIN) + BEGIN.length();
        int end = doc.indexOf(END);
        String table = table();
        if (Boolean.getBoolean("configuration.write")) {
            Files.writeString(DOC, doc.substring(0, begin) + table + doc.substring(end));
        } else {
            assertThat(doc.substring(begin, end)).isEqualTo(table);
        }
    }

    @Test
    void everySettingSaysWhatItIsFor() throws IOException {
        assertThat(settings())
                .hasSizeGreaterThan(30)
                .allSatisfy((name, setting) -> assertThat(
                                setting.path("description").asString(""))
                        .as(name)
                        .isNotBlank());
    }

    private static String table() throws IOException {
        return "\n| setting | default | what it governs |\n|---|---|---|\n"
                + settings().entrySet().stream()
                        .map(entry -> row(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining())
                + "\n";
    }

    private static String row(String name, JsonNode setting) {
        JsonNode value = setting.path("defaultValue");
        String text = value.isArray()
                ? value.valueStream().map(JsonNode::asString).collect(Collectors.joining(","))
                : value.asString("");
        return "| `%s` | %s | %s |\n"
                .formatted(
                        name,
                        text.isEmpty() ? "" : "`" + text + "`",
                        setting.path("description").asString(""));
    }

    private static Map<String, JsonNode> settings() throws IOException {
        Map<String, JsonNode> settings = new TreeMap<>();
        for (String kind : new String[] {"", "additional-"}) {
            for (Resource resource : new PathMatchingResourcePatternResolver()
                    .getResources("classpath*:META-INF/" + kind + "spring-configuration-metadata.json")) {
                try (InputStream json = resource.getInputStream()) {
                    JsonMapper.shared().readTree(json).path("properties").forEach(property -> {
                        String name = property.path("name").asString("");
                        if (name.startsWith("app.task.")) {
                            settings.put(name, property);
                        }
                    });
                }
            }
        }
        return settings;
    }
}
