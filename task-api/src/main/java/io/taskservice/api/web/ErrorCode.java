package io.taskservice.api.web;

import java.util.Arrays;
import org.springframework.http.HttpStatus;

/** Every way a request can fail, for machines; each has one HTTP status for ever. */
public enum ErrorCode {
    /** A parameter, header or field is unknown, of the wrong type or out of range. */
    INVALID_PARAMETERS(HttpStatus.BAD_REQUEST),
    /** The body is not JSON, or JSON nested too deeply. */
    MALFORMED_JSON(HttpStatus.BAD_REQUEST),
    /** No credential, or one that is unknown, expired or revoked. */
    UNAUTHENTICATED(HttpStatus.UNAUTHORIZED),
    /** The token is not signed by the issuer, has expired, or is meant for somebody else. */
    INVALID_TOKEN(HttpStatus.UNAUTHORIZED),
    /** The token names a tenant that there is not, or none. */
    UNKNOWN_TENANT(HttpStatus.UNAUTHORIZED),
    /** The token names a role that there is not, or none. */
    UNKNOWN_ROLE(HttpStatus.UNAUTHORIZED),
    /** The credential's role or scopes do not allow it. */
    FORBIDDEN(HttpStatus.FORBIDDEN),
    /** The tenant has been disabled. */
    TENANT_DISABLED(HttpStatus.FORBIDDEN),
    /** There is no such route. */
    ROUTE_NOT_FOUND(HttpStatus.NOT_FOUND),
    /** The tenant has no such definition. */
    DEFINITION_NOT_FOUND(HttpStatus.NOT_FOUND),
    /** The tenant has no such instance. */
    INSTANCE_NOT_FOUND(HttpStatus.NOT_FOUND),
    /** The tenant has set up no such queue, and nothing is in it. */
    QUEUE_NOT_FOUND(HttpStatus.NOT_FOUND),
    /** The tenant has no such dead letter, or no longer. */
    DEAD_LETTER_NOT_FOUND(HttpStatus.NOT_FOUND),
    /** There is no such tenant. */
    TENANT_NOT_FOUND(HttpStatus.NOT_FOUND),
    /** The tenant has no such key. */
    KEY_NOT_FOUND(HttpStatus.NOT_FOUND),
    /** There is no such live executor. */
    WORKER_NOT_FOUND(HttpStatus.NOT_FOUND),
    /** The tenant has no such webhook. */
    WEBHOOK_NOT_FOUND(HttpStatus.NOT_FOUND),
    /** The tenant has no such secret. */
    SECRET_NOT_FOUND(HttpStatus.NOT_FOUND),
    /** The tenant has no such delivery. */
    DELIVERY_NOT_FOUND(HttpStatus.NOT_FOUND),
    /** The route exists, for other methods. */
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED),
    /** Nothing the client accepts can be answered. */
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE),
    /** Another definition of the tenant has that name. */
    NAME_TAKEN(HttpStatus.CONFLICT),
    /** Another tenant has that id. */
    TENANT_EXISTS(HttpStatus.CONFLICT),
    /** The tenant is the platform's own. */
    TENANT_RESERVED(HttpStatus.CONFLICT),
    /** No live executor has that handler. */
    UNKNOWN_HANDLER(HttpStatus.CONFLICT),
    /** Instances of the definition wait or run. */
    HAS_ACTIVE_INSTANCES(HttpStatus.CONFLICT),
    /** The instance has ended, so there is nothing to cancel. */
    INSTANCE_ALREADY_ENDED(HttpStatus.CONFLICT),
    /** The instance has not ended, so there is nothing to retry. */
    INSTANCE_NOT_ENDED(HttpStatus.CONFLICT),
    /** The instance runs or has ended, so there is no place in a line to change. */
    INSTANCE_NOT_WAITING(HttpStatus.CONFLICT),
    /** The tenant has set up a queue of that name. */
    QUEUE_EXISTS(HttpStatus.CONFLICT),
    /** Instances wait or run in the queue. */
    QUEUE_IN_USE(HttpStatus.CONFLICT),
    /** It is the last key that may manage the platform. */
    LAST_ADMIN_KEY(HttpStatus.CONFLICT),
    /** The key is not live, or was set from outside, so nothing can succeed it. */
    KEY_NOT_ROTATABLE(HttpStatus.CONFLICT),
    /** The key has been rotated, and both it and its successor are live. */
    ROTATION_UNDER_WAY(HttpStatus.CONFLICT),
    /** The tenant has as many webhooks as it may have. */
    TOO_MANY_WEBHOOKS(HttpStatus.CONFLICT),
    /** The tenant has as many secrets as it may have. */
    TOO_MANY_SECRETS(HttpStatus.CONFLICT),
    /** The webhook is disabled or deleted, so nothing is sent to it. */
    WEBHOOK_DISABLED(HttpStatus.CONFLICT),
    /** The delivery has not ended, so it cannot begin anew. */
    DELIVERY_UNDER_WAY(HttpStatus.CONFLICT),
    /** The first request with that idempotency key has not been answered yet. */
    IDEMPOTENCY_KEY_IN_USE(HttpStatus.CONFLICT),
    /** The definition has changed since the version that If-Match names. */
    VERSION_MISMATCH(HttpStatus.PRECONDITION_FAILED),
    /** The body is larger than a request may be. */
    PAYLOAD_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE),
    /** The body is not application/json. */
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE),
    /** Well-formed, but a field's value cannot be accepted. */
    INVALID_TASK_DATA(HttpStatus.UNPROCESSABLE_CONTENT),
    /** The schedule is wrong, or will never fire. */
    INVALID_SCHEDULE(HttpStatus.UNPROCESSABLE_CONTENT),
    /** That many slots cannot be wanted. */
    SCALING_ERROR(HttpStatus.UNPROCESSABLE_CONTENT),
    /** The idempotency key belongs to another request. */
    IDEMPOTENCY_KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT),
    /** The tenant has as many live streams open as it may have; try again later. */
    TOO_MANY_STREAMS(HttpStatus.TOO_MANY_REQUESTS),
    /** The tenant has used up a quota; the message names it. */
    QUOTA_EXCEEDED(HttpStatus.TOO_MANY_REQUESTS),
    /** This key or this address asks more often than it may; try again later. */
    RATE_LIMITED(HttpStatus.TOO_MANY_REQUESTS),
    /** A bug of ours; the trace id finds it in the log. */
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR),
    /** The database cannot be reached or is overloaded; try again later. */
    SERVICE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE);

    private final HttpStatus status;

    ErrorCode(HttpStatus status) {
        this.status = status;
    }

    public HttpStatus status() {
        return status;
    }

    /** The most general code of an HTTP status, for errors that are the framework's or the server's own. */
    static ErrorCode of(int status) {
        return Arrays.stream(values())
                .filter(code -> code.status.value() == status)
                .findFirst()
                .orElse(status < 500 ? INVALID_PARAMETERS : INTERNAL_ERROR);
    }
}
