package io.taskservice.api.web;

import io.taskservice.schedule.InvalidScheduleException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartException;

/**
 * The one place where a failure becomes an answer, whether it comes from a controller, a filter, security or the server.
 *
 * <p>Each method turns one kind of failure into an {@link ApiException}: a code, words for people, the fields at fault.
 * What is nobody's fault but ours becomes INTERNAL_ERROR: the log gets the stack and the trace id, the client the trace id.
 */
@RestControllerAdvice
final class ErrorAdvice {

    private static final Logger log = LoggerFactory.getLogger(ErrorAdvice.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    private final ErrorAnswers answers;

    ErrorAdvice(ErrorAnswers answers) {
        this.answers = answers;
    }

    @ExceptionHandler
    ResponseEntity<Object> refused(ApiException e, HttpServletRequest request) {
        return answers.answer(e, request);
    }

    @ExceptionHandler
    ResponseEntity<Object> wrongSchedule(InvalidScheduleException e, HttpServletRequest request) {
        String message = String.valueOf(e.getMessage());
        return refused(
                ApiException.ofField(ErrorCode.INVALID_SCHEDULE, e.field(), "INVALID_SCHEDULE", message), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> unreadableBody(HttpMessageNotReadableException e, HttpServletRequest request) {
        return refused(JsonFaults.explain(e.getCause()), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> wrongParameterType(MethodArgumentTypeMismatchException e, HttpServletRequest request) {
        return refused(ParameterFaults.wrongType(e), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> wrongParameters(HandlerMethodValidationException e, HttpServletRequest request) {
        List<FieldError> errors = ParameterFaults.violations(e);
        return refused(
                new ApiException(ErrorCode.INVALID_PARAMETERS, errors.get(0).message(), errors), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> multipart(MultipartException e, HttpServletRequest request) {
        return refused(new ApiException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send application/json"), request);
    }

    /** A deadlock that five tries could not get past is overload too; a statement that is wrong is a bug. */
    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<Object> databaseFailed(RuntimeException e, HttpServletRequest request) {
        if (!DatabaseFaults.isPassing(e)) {
            return unexpected(e, request);
        }
        log.warn("The database did not answer {} {}: {}", request.getMethod(), request.getRequestURI(), rootOf(e));
        return refused(
                new ApiException(ErrorCode.SERVICE_UNAVAILABLE, "The database cannot be reached; try again later")
                        .with(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS),
                request);
    }

    /** The client has gone: there is nobody to answer. */
    @ExceptionHandler
    void clientGone(AsyncRequestNotUsableException e) {
        log.debug("The client went away", e);
    }

    /** Spring's own refusals carry their status; everything else is a bug of ours. */
    @ExceptionHandler
    ResponseEntity<Object> unexpected(Exception e, HttpServletRequest request) {
        if (e instanceof ErrorResponse refusal && refusal.getStatusCode().is4xxClientError()) {
            return refused(FrameworkFaults.explain(refusal, request), request);
        }
        log.error("{} {} failed, trace {}", request.getMethod(), request.getRequestURI(), TraceId.of(request), e);
        return refused(internalError(request), request);
    }

    static ApiException internalError(HttpServletRequest request) {
        return new ApiException(
                ErrorCode.INTERNAL_ERROR, "Something went wrong here; report the trace id " + TraceId.of(request));
    }

    private static String rootOf(Throwable e) {
        Throwable root = e;
        for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return root.toString();
    }
}
