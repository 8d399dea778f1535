package io.taskservice.api.web;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** Answers in our form what the web server refuses by itself, because it is no HTTP or too much of it. */
final class ServerErrorValve extends ErrorReportValve {

    /** A transfer coding or a version that this server does not know: the client's doing. */
    private static final Set<Integer> NOT_HERE = Set.of(501, 505);

    private final ErrorAnswers answers;
    private final SecurityHeaders headers;
    private final JsonMapper json = StrictJson.mapper();

    ServerErrorValve(ErrorAnswers answers, SecurityHeaders headers) {
        this.answers = answers;
        this.headers = headers;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        boolean isUnanswered = response.getStatus() >= 400 && response.getContentWritten() == 0;
        if (isUnanswered && response.setErrorReported() && isWritable(response)) {
            try {
                write(request, response);
            } catch (IOException e) {
                container.getLogger().debug("The client went away", e);
            }
        }
    }

    private void write(Request request, Response response) throws IOException {
        ResponseEntity<Object> answer = answers.answer(refusal(request, response.getStatus()), request);
        response.setStatus(answer.getStatusCode().value());
        response.setHeader(TraceId.RESPONSE_HEADER, TraceId.of(request));
        headers.writeHeaders(request, response);
        response.setContentType(String.valueOf(answer.getHeaders().getContentType()));
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        Writer writer = response.getReporter();
        if (writer != null) {
            writer.write(json.writeValueAsString(Objects.requireNonNull(answer.getBody())));
            response.finishResponse();
        }
    }

    /** Of what is wrong with a request line or a header the server only says that it is. */
    private static ApiException refusal(Request request, int status) {
        request.setAttribute(TraceId.ATTRIBUTE, TraceId.of(request));
        ErrorCode code = NOT_HERE.contains(status) ? ErrorCode.INVALID_PARAMETERS : ErrorCode.of(status);
        return switch (code) {
            case INTERNAL_ERROR -> ErrorAdvice.internalError(request);
            case INVALID_PARAMETERS ->
                new ApiException(
                        code,
                        "This is no HTTP/1.1 request as this server reads it: at most 8 KiB of request line and headers,"
                                + " at most 100 headers, one length, a host, a percent-encoded path");
            default -> new ApiException(code, code.status().getReasonPhrase());
        };
    }

    private static boolean isWritable(Response response) {
        AtomicBoolean allowed = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, allowed);
        return allowed.get();
    }
}
