package io.taskservice.api.instance;

import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.Texts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.TreeMap;

/** Reads the {@code label} parameters of a list request. */
final class LabelFilter {

    static final String PARAMETER = "label";

    /** No instance has more, and no statement could look for many more. */
    private static final int MOST = 16;

    private LabelFilter() {}

    /**
     * Values by name, of all {@code label=name:value}. From the request itself: Spring would cut a single value at its
     * commas.
     */
    static Map<String, String> of(HttpServletRequest request) {
        Map<String, String> labels = new TreeMap<>();
        String[] given = request.getParameterValues(PARAMETER);
        for (String label : given == null ? new String[0] : given) {
            int colon = label.indexOf(':');
            if (colon < 1) {
                throw refused("INVALID_FORMAT", "label is written name:value, for example label=customer:4711");
            }
            String value = label.substring(colon + 1);
            String name = String.valueOf(Texts.asciiFilter(label.substring(0, colon)));
            String before = labels.put(name, value);
            if (before != null && !before.equals(value)) {
                throw refused(
                        "REPEATED", "a label has one value, so nothing can have both " + before + " and " + value);
            }
        }
        if (labels.size() > MOST) {
            throw refused("TOO_MANY", "an instance has at most " + MOST + " labels; these are " + labels.size());
        }
        return labels;
    }

    private static ApiException refused(String code, String message) {
        return ApiException.ofField(ErrorCode.INVALID_PARAMETERS, PARAMETER, code, message);
    }
}
