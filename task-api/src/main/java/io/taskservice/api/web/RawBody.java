package io.taskservice.api.web;

import jakarta.servlet.http.HttpServletRequest;

/** The bytes of a request's body, as {@link BodyFilter} kept them. */
public final class RawBody {

    static final String ATTRIBUTE = RawBody.class.getName();

    private RawBody() {}

    /** The bytes; none when the request has no body. */
    public static byte[] of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof byte[] body ? body : new byte[0];
    }
}
