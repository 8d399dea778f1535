package io.taskservice.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

class OpenApiIT extends ApiTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** To write it anew: {@code mvn -pl task-api -am verify -Dit.test=OpenApiIT -Dopenapi.write=true}. */
    @Test
    void theCommittedDocumentIsTheServedOne() throws IOException {
        Path committed = Path.of("../docs/openapi.json");
        String served = JSON.writeValueAsString(
                        JSON.readValue(nobody.get("/v3/api-docs").text(), Map.class))
                + "\n";
        if (Boolean.getBoolean("openapi.write")) {
            Files.createDirectories(committed.getParent());
            Files.writeString(committed, served);
        }

        assertThat(Files.readString(committed))
                .as("docs/openapi.json; see the comment here for how to write it anew")
                .isEqualTo(served);
    }

    @Test
    void everyOperationHasAnIdOfItsOwnASummaryATagAndItsRefusals() {
        List<String> ids = new ArrayList<>();
        for (JsonNode operation : operations()) {
            ids.add(operation.path("operationId").asString(""));
            assertThat(operation.path("summary").asString("")).isNotBlank();
            assertThat(operation.path("tags")).hasSize(1);
            assertThat(operation.path("security")).hasSize(2);
            String role = operation.path("x-role").asString("");
            assertThat(role).isIn("VIEWER", "OPERATOR", "EDITOR", "OWNER", "PLATFORM_ADMIN");
            assertThat(operation.path("description").asString("")).contains("Needs the role " + role);
            assertThat(operation.path("responses").propertyNames()).contains("400", "401", "403", "500", "503");
        }
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z]+[A-Za-z]+"));
        assertThat(ids).hasSize(93);
    }

    @Test
    void everyAnswerThatIsCountedSaysWhatIsLeft() {
        for (JsonNode operation : operations()) {
            operation.path("responses").properties().forEach(response -> {
                boolean isCounted = response.getKey().matches("[24]..");
                List<String> headers =
                        List.copyOf(response.getValue().path("headers").propertyNames());
                assertThat(headers.containsAll(List.of("RateLimit", "RateLimit-Policy")))
                        .as(operation.path("operationId") + " " + response.getKey())
                        .isEqualTo(isCounted);
                assertThat(headers.contains("Retry-After"))
                        .isEqualTo(List.of("429", "503").contains(response.getKey()));
            });
        }
    }

    @Test
    void everyRequestBodyHasAnExample() {
        JsonNode document = nobody.get("/v3/api-docs").json();
        for (JsonNode operation : operations()) {
            JsonNode schema = operation.at("/requestBody/content/application~1json/schema/$ref");
            if (!schema.isMissingNode()) {
                String pointer = schema.asString().substring(1);
                assertThat(document.at(pointer).path("example").isMissingNode())
                        .as(pointer)
                        .isFalse();
            }
        }
    }

    /** The page fills in every example, and would send it: a filter, another tenant, a key used before. */
    @Test
    void noOptionalParameterHasAnExample() {
        for (JsonNode operation : operations()) {
            for (JsonNode parameter : operation.path("parameters")) {
                if (!parameter.path("required").asBoolean(false)) {
                    assertThat(parameter.path("example").isMissingNode()
                                    && parameter.path("schema").path("example").isMissingNode())
                            .as(operation.path("operationId") + " " + parameter)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void swaggerUiIsServedWithoutACredential() {
        Answer page = nobody.get("/swagger-ui/index.html");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("Swagger UI");
        assertThat(nobody.get("/swagger-ui.html").status()).isIn(200, 302);
    }

    private List<JsonNode> operations() {
        List<JsonNode> operations = new ArrayList<>();
        nobody.get("/v3/api-docs").json().get("paths").forEach(path -> path.forEach(operations::add));
        return operations;
    }
}
