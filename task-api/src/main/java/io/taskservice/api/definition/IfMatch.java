package io.taskservice.api.definition;

import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.definition.TaskDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which versions of a definition a client is willing to change.
 *
 * @param tags the quoted versions; {@code *}: any
 */
record IfMatch(List<String> tags) {

    private static final String ANY = "*";
    private static final Pattern TAG = Pattern.compile("(W/)?\"[^\"]*\"");

    /** Reads the header; null: any. */
    static IfMatch of(@Nullable String header) {
        List<String> tags = header == null
                ? List.of(ANY)
                : Arrays.stream(header.split(",", -1)).map(String::strip).toList();
        if (!tags.equals(List.of(ANY))
                && !tags.stream().allMatch(tag -> TAG.matcher(tag).matches())) {
            throw ApiException.ofField(
                    ErrorCode.INVALID_PARAMETERS,
                    "If-Match",
                    "INVALID_FORMAT",
                    "If-Match is the ETag of the definition with its quotes, for example \"3\", or *");
        }
        return new IfMatch(tags);
    }

    /** The ETag of a definition. */
    static String tagOf(long version) {
        return "\"" + version + "\"";
    }

    /** Refuses to change a definition that is of another version. A weak tag never matches here (RFC 9110, 13.1.1). */
    void require(TaskDefinition definition) {
        String tag = tagOf(definition.cursor().version());
        if (!tags.contains(ANY) && !tags.contains(tag)) {
            throw new ApiException(
                    ErrorCode.VERSION_MISMATCH,
                    "The definition is at version " + tag + " now; read it again and repeat the change");
        }
    }
}
