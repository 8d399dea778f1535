package io.taskservice.api.change;

import io.taskservice.audit.AuditEntry;
import io.taskservice.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes what changed for the audit log.
 *
 * <ol>
 *   <li>Of two states only the fields that differ; of one that is new or gone all.
 *   <li>Params become their length and digest, URLs their origin, secrets asterisks: the log must be readable to people
 *       who may not read those, and outlives them.
 *   <li>A state of more than 8 KiB becomes its digest and its beginning.
 * </ol>
 */
final class AuditStates {

    private static final Set<String> PARAMS = Set.of("taskParams", "params", "executionParams");
    private static final Set<String> URLS = Set.of("url", "callbackUrl");
    private static final Set<String> SECRETS = Set.of("secret", "key", "value", "password", "token");
    private static final int MOST_BEGINNING = 1000;
    private static final int DIGEST_CHARACTERS = 16;

    private final JsonMapper json;

    AuditStates(JsonMapper json) {
        this.json = json;
    }

    /** The states as the log keeps them; null: there was, or is, nothing. */
    AuditEntry.States of(@Nullable Object before, @Nullable Object after) {
        JsonNode old = before == null ? null : json.valueToTree(before);
        JsonNode fresh = after == null ? null : json.valueToTree(after);
        if (old instanceof ObjectNode left && fresh instanceof ObjectNode right) {
            leaveDifferences(left, right);
        }
        return new AuditEntry.States(write(old), write(fresh));
    }

    private static void leaveDifferences(ObjectNode left, ObjectNode right) {
        for (String name : Set.copyOf(left.propertyNames())) {
            if (left.get(name).equals(right.get(name))) {
                left.remove(name);
                right.remove(name);
            }
        }
    }

    private @Nullable String write(@Nullable JsonNode state) {
        if (state == null) {
            return null;
        }
        mask(state);
        String text = json.writeValueAsString(state);
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        return bytes <= AuditEntry.MOST_STATE_BYTES
                ? text
                : json.writeValueAsString(Map.of(
                        "truncated",
                        true,
                        "bytes",
                        bytes,
                        "sha256",
                        digest(text),
                        "beginning",
                        text.substring(0, MOST_BEGINNING)));
    }

    private static void mask(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (String name : Set.copyOf(object.propertyNames())) {
                JsonNode value = object.get(name);
                if (value.isString()) {
                    object.put(name, masked(name, value.stringValue()));
                } else {
                    mask(value);
                }
            }
        } else {
            node.forEach(AuditStates::mask);
        }
    }

    private static String masked(String name, String value) {
        if (PARAMS.contains(name)) {
            return value.length() + " characters, sha256 " + digest(value);
        }
        if (URLS.contains(name)) {
            return originOf(value) + "/***";
        }
        return SECRETS.contains(name) ? "***" : value;
    }

    private static String originOf(String url) {
        String[] parts = url.split("/", 4); // scheme, nothing, host and port, the rest
        return parts.length < 3 ? "***" : parts[0] + "//" + parts[2].substring(parts[2].lastIndexOf('@') + 1);
    }

    private static String digest(String text) {
        return Sha256.hex(text).substring(0, DIGEST_CHARACTERS);
    }
}
