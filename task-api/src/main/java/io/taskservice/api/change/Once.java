package io.taskservice.api.change;

import io.taskservice.api.security.Caller;
import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.RawBody;
import io.taskservice.database.TaskDatabase;
import io.taskservice.idempotency.FirstAnswer;
import io.taskservice.idempotency.IdempotencyKeys;
import io.taskservice.idempotency.Turn;
import io.taskservice.text.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers a creating request once per {@code Idempotency-Key}: repeats get the first answer again.
 *
 * <p>The key, what the request creates and the answer are one transaction. A refusal keeps nothing, so the same key may
 * be tried again with what was wrong put right. Without a key there is nothing to add to the transaction of the change.
 */
public final class Once {

    /** The header of requests. */
    public static final String HEADER = "Idempotency-Key";

    static final String REPLAYED_HEADER = "Idempotent-Replayed";

    /** The draft's quoted string, or the bare text that most clients send. */
    private static final Pattern FORM = Pattern.compile("\"([!#-~]{1,128})\"|([!#-~]{1,128})");

    private final TaskDatabase database;
    private final IdempotencyKeys keys;
    private final JsonMapper json;

    Once(TaskDatabase database, IdempotencyKeys keys, JsonMapper json) {
        this.database = database;
        this.keys = keys;
        this.json = json;
    }

    /** Runs {@code action}, which is one change, with its key in one transaction; or replays what it answered before. */
    public <T> ResponseEntity<Envelope<T>> answer(
            Caller caller, HttpServletRequest request, Supplier<ResponseEntity<Envelope<T>>> action) {
        Optional<String> key = keyOf(request);
        return key.isEmpty()
                ? action.get()
                : database.inTransaction(() -> answer(caller, key.get(), hash(request), action));
    }

    private <T> ResponseEntity<Envelope<T>> answer(
            Caller caller, String key, String hash, Supplier<ResponseEntity<Envelope<T>>> action) {
        Turn turn = keys.begin(caller.tenant(), key, hash);
        if (turn instanceof Turn.Repeat repeat) {
            return replay(repeat.answer(), hash);
        }
        if (turn instanceof Turn.Busy) {
            throw refused(
                    ErrorCode.IDEMPOTENCY_KEY_IN_USE,
                    "The first request with this key is still under way; repeat later");
        }
        ResponseEntity<Envelope<T>> answer = action.get();
        keys.keep(caller.tenant(), key, kept(answer, hash));
        return answer;
    }

    private <T> FirstAnswer kept(ResponseEntity<Envelope<T>> answer, String hash) {
        return new FirstAnswer(
                hash,
                answer.getStatusCode().value(),
                json.writeValueAsString(answer.getBody()),
                answer.getHeaders().getFirst(HttpHeaders.LOCATION),
                answer.getHeaders().getFirst(HttpHeaders.ETAG));
    }

    private <T> ResponseEntity<Envelope<T>> replay(FirstAnswer first, String hash) {
        if (!first.requestHash().equals(hash)) {
            throw refused(ErrorCode.IDEMPOTENCY_KEY_REUSED, "This key belongs to another request; take a new one");
        }
        HttpHeaders headers = new HttpHeaders();
        headers.set(REPLAYED_HEADER, "true");
        if (first.location() != null) {
            headers.set(HttpHeaders.LOCATION, first.location());
        }
        if (first.etag() != null) {
            headers.set(HttpHeaders.ETAG, first.etag());
        }
        return ResponseEntity.status(first.statusCode()).headers(headers).body(read(first.response()));
    }

    /** The data stays the tree it was read as; only writing it again is left to do, and that gives the same bytes. */
    @SuppressWarnings("unchecked")
    private <T> Envelope<T> read(String response) {
        return (Envelope<T>) json.readValue(response, new TypeReference<Envelope<JsonNode>>() {});
    }

    private static Optional<String> keyOf(HttpServletRequest request) {
        String header = request.getHeader(HEADER);
        if (header == null) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(header);
        if (!form.matches()) {
            throw ApiException.ofField(
                    ErrorCode.INVALID_PARAMETERS,
                    HEADER,
                    "INVALID_FORMAT",
                    HEADER + " is 1 to 128 visible ASCII characters, for example a UUID");
        }
        return Optional.of(form.group(1) == null ? form.group(2) : form.group(1));
    }

    private static String hash(HttpServletRequest request) {
        MessageDigest digest = Sha256.begin();
        digest.update((request.getMethod() + " " + request.getRequestURI() + "\n").getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest(RawBody.of(request)));
    }

    private static ApiException refused(ErrorCode code, String message) {
        return ApiException.ofField(code, HEADER, code.name(), message);
    }
}
