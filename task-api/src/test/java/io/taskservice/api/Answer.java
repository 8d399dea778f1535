package io.taskservice.api;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the API answered.
 *
 * @param status its status
 * @param headers its headers
 * @param text its body
 */
public record Answer(int status, HttpHeaders headers, String text) {

    private static final JsonMapper JSON = new JsonMapper();

    static Answer of(HttpResponse<?> response, String text) {
        return new Answer(response.statusCode(), response.headers(), text);
    }

    public JsonNode json() {
        return JSON.readTree(text);
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
        return headers.firstValue(name).orElse("");
    }
}
