package io.taskservice.secret;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds <code>${secret:name}</code> in params, and puts values in their place.
 *
 * <p>They count within the string values of JSON, and anywhere in a text that is no JSON. Everything else stays as it was
 * written, to the last space: numbers are not read and written again. A value is never looked at for references.
 */
public final class SecretReferences {

    private static final String BEGIN = "${secret:";
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{secret:([^}]*)}");

    private SecretReferences() {}

    /** The names that params refer to, whether or not a secret can have such a name. */
    public static Set<String> in(@Nullable String params) {
        Set<String> names = new TreeSet<>();
        if (params != null && params.contains(BEGIN)) {
            for (Span span : spansOf(params)) {
                Matcher reference = REFERENCE.matcher(params).region(span.begin(), span.end());
                while (reference.find()) {
                    names.add(reference.group(1));
                }
            }
        }
        return names;
    }

    /** The params with values in place of references; one whose name has no value stays. */
    public static String resolve(String params, Map<String, String> values) {
        boolean isJson = isJson(params);
        StringBuilder resolved = new StringBuilder();
        int copied = 0;
        for (Span span : spansOf(params)) {
            Matcher reference = REFERENCE.matcher(params).region(span.begin(), span.end());
            while (reference.find()) {
                String value = values.get(reference.group(1));
                if (value != null) {
                    resolved.append(params, copied, reference.start()).append(isJson ? escaped(value) : value);
                    copied = reference.end();
                }
            }
        }
        return resolved.append(params, copied, params.length()).toString();
    }

    /** A value as it stands between the quotes of a JSON string. */
    public static String escaped(String value) {
        String quoted = JsonMapper.shared().writeValueAsString(value);
        return quoted.substring(1, quoted.length() - 1);
    }

    private static List<Span> spansOf(String params) {
        if (!isJson(params)) {
            return List.of(new Span(0, params.length()));
        }
        List<Span> spans = new ArrayList<>();
        for (int quote = params.indexOf('"'); quote >= 0; ) {
            int end = endOfString(params, quote + 1);
            if (!isFollowedByColon(params, end + 1)) {
                spans.add(new Span(quote + 1, end));
            }
            quote = params.indexOf('"', end + 1);
        }
        return spans;
    }

    private static boolean isJson(String params) {
        try {
            JsonMapper.shared().readTree(params);
            return true;
        } catch (JacksonException e) {
            return false;
        }
    }

    private static int endOfString(String json, int begin) {
        int at = begin;
        while (at < json.length() && json.charAt(at) != '"') {
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at, json.length());
    }

    /** Then it was the name of a member, not a value. */
    private static boolean isFollowedByColon(String json, int begin) {
        int at = begin;
        while (at < json.length() && Character.isWhitespace(json.charAt(at))) {
            at++;
        }
        return at < json.length() && json.charAt(at) == ':';
    }

    /** A stretch in which references count. */
    private record Span(int begin, int end) {}
}
