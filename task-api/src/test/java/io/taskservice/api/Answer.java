package io.taskservice.api;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the API answered.
 *
 * @param http the response
 */
public record Answer(HttpResponse<String> http) {

    private static final JsonMapper JSON = new JsonMapper();

    public int status() {
        return http.statusCode();
    }

    public String text() {
        return http.body();
    }

    public JsonNode json() {
        return JSON.readTree(http.body());
    }

    public JsonNode data() {
        return json().get("data");
    }

    /** The error_code of the envelope. */
    public String code() {
        return json().path("error_code").asString("");
    }

    /** The field, and the code, of the first field error. */
    public String field() {
        return json().path("errors").path(0).path("field").asString("");
    }

    public String fieldCode() {
        return json().path("errors").path(0).path("code").asString("");
    }

    public String message() {
        return json().path("message").asString("");
    }

    /** Empty when there is no such header. */
    public String header(String name) {
        return http.headers().firstValue(name).orElse("");
    }
}
