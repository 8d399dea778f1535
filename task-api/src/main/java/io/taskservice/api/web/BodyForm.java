package io.taskservice.api.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Refuses, by its headers alone, a body that nobody here would read: compressed, or in parts. */
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
        if (isInParts(request.getContentType())) {
            throw new ApiException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send the body as application/json");
        }
    }

    /** The server would write the parts to files, of any method and before any controller. */
    private static boolean isInParts(@Nullable String type) {
        return type != null && type.strip().toLowerCase(Locale.ROOT).startsWith("multipart/");
    }
}
