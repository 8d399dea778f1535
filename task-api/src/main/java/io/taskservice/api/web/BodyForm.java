package io.taskservice.api.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.http.HttpHeaders;

/** Refuses, by its headers alone, a body that nobody here would read: compressed, in parts, or of no one type. */
final class BodyForm {

    private BodyForm() {}

    static void require(HttpServletRequest request) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
            throw new ApiException(
                            ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                            "A body is read as it is sent; send it without Content-Encoding")
                    .with(HttpHeaders.ACCEPT_ENCODING, "identity");
        }
        String type = request.getContentType();
        if (type != null && (isInParts(type) || isMany(type))) {
            throw new ApiException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send the body as application/json");
        }
    }

    /** The server would write the parts to files, of any method and before any controller. */
    private static boolean isInParts(String type) {
        return type.strip().toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    /** Spring takes a wildcard for a mistake of ours. */
    private static boolean isMany(String type) {
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).indexOf('*') >= 0;
    }
}
