package io.taskservice.api.fuzz;

import io.taskservice.api.wall.Contract;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** Makes bodies: some right, most with a few things wrong, by their schema and against it. */
final class Bodies {

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> HANDLERS = List.of("echo", "sleep", "customTaskHandler", "no-such-handler");

    private final Contract contract;

    Bodies(Contract contract) {
        this.contract = contract;
    }

    byte[] make(Target target, Dice dice) {
        JsonNode body = dice.chance(55) && target.body().has("example")
                ? target.body().path("example").deepCopy()
                : valid(target.body(), "", dice, 0);
        int mistakes = dice.chance(30) ? 0 : dice.chance(60) ? 1 : dice.between(2, 3);
        for (int i = 0; i < mistakes; i++) {
            spoil(body, dice);
        }
        String text = JSON.writeValueAsString(body);
        return dice.chance(12) ? spoiltBytes(text, dice) : text.getBytes(StandardCharsets.UTF_8);
    }

    private JsonNode valid(JsonNode referring, String name, Dice dice, int depth) {
        JsonNode schema = contract.schema(referring);
        if (schema.has("enum") && dice.chance(90)) {
            JsonNode values = schema.path("enum");
            return values.get(dice.between(0, values.size() - 1));
        }
        return switch (type(schema, dice)) {
            case "object" -> object(schema, dice, depth);
            case "array" -> array(schema, name, dice, depth);
            case "integer", "number" -> number(schema, dice);
            case "boolean" -> NODES.booleanNode(dice.chance(50));
            default -> NODES.stringNode(text(schema, name, dice));
        };
    }

    private static String type(JsonNode schema, Dice dice) {
        JsonNode type = schema.path("type");
        if (!type.isArray()) {
            return type.asString("object");
        }
        List<String> types = new ArrayList<>();
        type.forEach(one -> types.add(one.asString()));
        types.remove("null");
        return dice.pick(types);
    }

    private ObjectNode object(JsonNode schema, Dice dice, int depth) {
        ObjectNode object = NODES.objectNode();
        if (depth > 4) {
            return object;
        }
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(one -> required.add(one.asString()));
        schema.path("properties").properties().forEach(property -> {
            if (required.contains(property.getKey()) || dice.chance(30)) {
                object.set(property.getKey(), valid(property.getValue(), property.getKey(), dice, depth + 1));
            }
        });
        return object;
    }

    private ArrayNode array(JsonNode schema, String name, Dice dice, int depth) {
        ArrayNode array = NODES.arrayNode();
        int size = dice.chance(1) ? 1001 : dice.between(0, 3);
        for (int i = 0; i < size; i++) {
            array.add(schema.has("items") ? valid(schema.path("items"), name, dice, depth + 1) : NODES.numberNode(i));
        }
        return array;
    }

    /** Often at the edge, or one beyond. */
    private static JsonNode number(JsonNode schema, Dice dice) {
        long least = schema.path("minimum").asLong(0);
        long most = schema.path("maximum").asLong(100_000);
        return NODES.numberNode(dice.pick(List.of(
                least,
                most,
                least - 1,
                most + 1,
                Math.min(most, least + 1),
                Math.min(most, least + dice.between(0, 5000)))));
    }

    private static String text(JsonNode schema, String name, Dice dice) {
        if (schema.path("format").asString("").equals("date-time")) {
            return Instant.ofEpochSecond(1_790_000_000L + dice.between(-100_000_000, 500_000_000))
                    .toString();
        }
        return switch (name) {
            case "handler", "taskHandler", "taskType", "task_type" -> dice.pick(HANDLERS);
            case "cronExpression" -> dice.pick(List.of("0 0 2 * * ?", "*/5 * * * * ?", "0 0 0 29 2 ? *"));
            case "timeZone" -> dice.pick(List.of("UTC", "Europe/Berlin", "Asia/Shanghai", "+08:00"));
            case "url", "callbackUrl" -> "https://hooks.example/" + dice.between(0, 999);
            case "events" -> dice.pick(List.of("task.instance.failed", "task.instance.succeeded", "no.such.event"));
            case "scopes" -> dice.pick(List.of("submit", "instances", "platform", "nothing"));
            case "priority" -> dice.pick(List.of("high", "low", "7", "urgent"));
            default -> longOrShort(schema, dice);
        };
    }

    private static String longOrShort(JsonNode schema, Dice dice) {
        int most = schema.path("maxLength").asInt(0);
        return most > 0 && dice.chance(20) ? "x".repeat(most + dice.between(0, 1)) : "v" + dice.between(0, 1_000_000);
    }

    /** Puts something wrong into one place, leaves one out, or adds one. */
    private static void spoil(JsonNode body, Dice dice) {
        List<JsonNode> containers = new ArrayList<>();
        collect(body, containers);
        if (containers.isEmpty()) {
            return;
        }
        JsonNode container = dice.pick(containers);
        JsonNode wrong = dice.chance(50)
                ? NODES.stringNode(Rubbish.text(dice))
                : NODES.rawValueNode(new RawValue(Rubbish.literal(dice)));
        if (container instanceof ObjectNode object) {
            spoil(object, wrong, dice);
        } else if (container instanceof ArrayNode array) {
            array.add(wrong);
        }
    }

    private static void spoil(ObjectNode object, JsonNode wrong, Dice dice) {
        List<String> names = List.copyOf(object.propertyNames());
        if (names.isEmpty() || dice.chance(15)) {
            object.set(dice.chance(50) ? "unknownField" : Rubbish.text(dice), wrong);
        } else if (dice.chance(15)) {
            object.remove(dice.pick(names));
        } else if (dice.chance(5)) {
            names.forEach(name -> object.set(name, NODES.nullNode()));
        } else {
            object.set(dice.pick(names), wrong);
        }
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainer()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private static byte[] spoiltBytes(String text, Dice dice) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return switch (dice.between(0, 9)) {
            case 0 -> java.util.Arrays.copyOf(bytes, dice.between(0, Math.max(0, bytes.length - 1)));
            case 1 -> (text + text).getBytes(StandardCharsets.UTF_8);
            case 2 -> text.getBytes(StandardCharsets.UTF_16);
            case 3 -> ("\ufeff" + text).getBytes(StandardCharsets.UTF_8);
            case 4 -> dice.bytes(dice.between(1, 200));
            case 5 -> twice(text).getBytes(StandardCharsets.UTF_8);
            case 6 -> ("[".repeat(dice.between(1, 40_000)) + text).getBytes(StandardCharsets.UTF_8);
            case 7 -> ("[" + text + "]").getBytes(StandardCharsets.UTF_8);
            case 8 -> dice.chance(5) ? " ".repeat(1_100_000).getBytes(StandardCharsets.UTF_8) : new byte[0];
            default -> flipped(bytes, dice);
        };
    }

    /** Its first field once more. */
    private static String twice(String text) {
        int end = text.indexOf(',');
        return end < 0 ? text : text.substring(0, end + 1) + text.substring(1);
    }

    private static byte[] flipped(byte[] bytes, Dice dice) {
        for (int i = 0; i < 3 && bytes.length > 0; i++) {
            bytes[dice.between(0, bytes.length - 1)] = dice.bytes(1)[0];
        }
        return bytes;
    }
}
