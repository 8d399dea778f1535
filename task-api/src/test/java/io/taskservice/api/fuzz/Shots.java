package io.taskservice.api.fuzz;

import io.taskservice.api.ApiTestApplication;
import io.taskservice.api.wall.Contract;
import io.taskservice.api.wall.Thing;
import io.taskservice.tenant.KeyRole;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes requests of all operations, right ones and wrong ones. */
final class Shots {

    /** May be answered to anything, whatever the operation: by the server, by the gate, by the reader of bodies. */
    private static final Set<Integer> ALWAYS = Set.of(400, 413, 415, 429);

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "X", "get");

    private static final List<String> TYPES = List.of(
            "text/plain",
            "application/xml",
            "application/json;charset=utf-16",
            "application/json;charset=x",
            "application/json;charset=iso-8859-1",
            "application/*",
            "*/*",
            "nonsense",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/cbor",
            "application/json, application/json",
            "application/merge-patch+json",
            "");

    private static final List<String> ACCEPTS = List.of(
            "application/problem+json",
            "application/problem+json;q=0",
            "text/html",
            "*/*;q=2",
            "nonsense",
            "text/event-stream",
            "application/json;charset=utf-16",
            ",,,;",
            "application/yaml",
            "*");

    private static final List<String> HEADERS = List.of(
            "If-Match",
            "If-None-Match",
            "Idempotency-Key",
            "Last-Event-ID",
            "traceparent",
            "tracestate",
            "X-Tenant-Id",
            "Accept-Language",
            "Accept-Charset",
            "Accept-Encoding",
            "Cookie",
            "Range",
            "Origin",
            "Referer",
            "User-Agent",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Prefix",
            "Forwarded",
            "X-HTTP-Method-Override",
            "Content-Encoding",
            "Prefer");

    private final List<Target> targets;
    private final Bodies bodies;
    private final Bystander bystander;
    private final long seed;
    private final Set<Integer> anything = new TreeSet<>();

    Shots(List<Target> targets, Contract contract, Bystander bystander, long seed) {
        this.targets = targets;
        this.bodies = new Bodies(contract);
        this.bystander = bystander;
        this.seed = seed;
        targets.forEach(target -> anything.addAll(target.statuses()));
        anything.addAll(List.of(404, 405, 406, 501));
        anything.addAll(ALWAYS);
    }

    /** The request of that number, in a home; what it names there it may use up. */
    Shot make(long number, Home home) {
        Dice dice = new Dice(seed, number);
        return dice.chance(6)
                ? RawShots.make(number, home.key(KeyRole.OWNER), dice)
                : new Draft(number, target(dice), home, dice).shot();
    }

    /** A stream takes a place of twenty until its next heartbeat, so there are few of them. */
    private Target target(Dice dice) {
        Target target = dice.pick(targets);
        return target.isStream() && !dice.chance(5) ? dice.pick(targets) : target;
    }

    /** One request in the making. */
    private final class Draft {

        private final long number;
        private final Target target;
        private final Home home;
        private final Dice dice;
        private final List<String> headers = new ArrayList<>();
        private final Set<Integer> expected = new TreeSet<>(ALWAYS);
        private boolean isAdmin;

        Draft(long number, Target target, Home home, Dice dice) {
            this.number = number;
            this.target = target;
            this.home = home;
            this.dice = dice;
            expected.addAll(target.statuses());
        }

        Shot shot() {
            credential();
            String uri = uri();
            oddHeaders();
            byte[] body = body();
            String method = target.route().method();
            if (dice.chance(4)) {
                method = dice.pick(METHODS);
                expected.addAll(anything);
            }
            return Shot.http(number, method, uri, headers, body, dice.chance(15), uses(method), expected);
        }

        /** A webhook outlives most of what is done to it, and there are only so many. */
        private List<Thing> uses(String method) {
            boolean isRead = method.equals("GET") || method.equals("HEAD");
            return isRead
                    ? List.of()
                    : target.route().things().stream()
                            .filter(thing -> thing != Thing.WEBHOOK || method.equals("DELETE"))
                            .toList();
        }

        private void credential() {
            int way = dice.between(0, 99);
            if (way < 60) {
                key(target.route().isOfThePlatform() ? KeyRole.PLATFORM_ADMIN : KeyRole.OWNER);
            } else if (way < 85) {
                key(dice.pick(List.of(KeyRole.values())));
            } else if (way < 90) {
                headers.add("X-API-Key: " + home.key(KeyRole.OWNER));
                headers.add("Authorization: Bearer " + home.key(KeyRole.VIEWER));
            } else if (way < 97) {
                headers.add(dice.pick(List.of(
                                "X-API-Key: ", "Authorization: Bearer ", "Authorization: Basic ", "Authorization: "))
                        + badKey());
            }
        }

        private void key(KeyRole role) {
            isAdmin = role == KeyRole.PLATFORM_ADMIN;
            String key = isAdmin ? ApiTestApplication.ADMIN_KEY : home.key(role);
            headers.add(dice.chance(50) ? "X-API-Key: " + key : "Authorization: bearer  " + key);
            if (isAdmin) {
                headers.add("X-Tenant-Id: " + home.tenant());
                expected.add(404);
            }
        }

        private String badKey() {
            return dice.pick(List.of(
                    "tsk_" + "a".repeat(12) + "_" + "b".repeat(49),
                    "tsk_",
                    "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.",
                    "a-key-that-nobody-has-0123456789-" + number,
                    "x".repeat(3000),
                    Rubbish.headerValue(dice)));
        }

        private String uri() {
            List<String> ids = target.route().things().stream().map(this::id).toList();
            String path = target.route().path();
            for (String id : ids) {
                path = path.replaceFirst("\\{\\w+}", java.util.regex.Matcher.quoteReplacement(id));
            }
            StringBuilder uri = new StringBuilder(path);
            for (JsonNode parameter : target.operation().path("parameters")) {
                boolean isQuery = parameter.path("in").asString().equals("query");
                if (isQuery && !parameter.path("required").asBoolean(false) && dice.chance(25)) {
                    parameter(uri, parameter);
                }
            }
            if (dice.chance(4)) {
                append(
                        uri,
                        dice.pick(List.of(
                                "unknown=1", "=", "&&&", "%zz=1", "a%00=b", "limit=1&limit=2", "q=%ff%fe", "a[0]=1")));
                expected.addAll(anything);
            }
            if (uri.indexOf("follow=") > 0 && uri.indexOf("waitMs") < 0) {
                append(uri, "waitMs=5");
            }
            return uri.toString();
        }

        private String id(Thing thing) {
            int way = dice.between(0, 99);
            if (way < 65 || (way < 75 && isAdmin)) {
                return home.id(thing, target.route().isOfThePlatform());
            }
            if (way < 75) {
                return bystander.id(thing);
            }
            if (way < 83) {
                return thing.absent();
            }
            if (way < 88) {
                return thing.malformed();
            }
            expected.addAll(anything);
            String rubbish = Rubbish.shortText(dice);
            return dice.chance(90)
                    ? URLEncoder.encode(rubbish, StandardCharsets.UTF_8).replace("+", "%20")
                    : rubbish.replaceAll("[\\r\\n ?#]", "");
        }

        private void parameter(StringBuilder uri, JsonNode parameter) {
            String name = parameter.path("name").asString();
            append(uri, name + "=" + value(name, parameter.path("schema")));
            if (dice.chance(8)) {
                append(uri, name + "=" + value(name, parameter.path("schema")));
            }
        }

        private String value(String name, JsonNode schema) {
            if (dice.chance(35) && !name.equals("waitMs") && !name.equals("follow")) {
                String text = Rubbish.shortText(dice);
                return URLEncoder.encode(text.substring(0, Math.min(100, text.length())), StandardCharsets.UTF_8);
            }
            JsonNode values = schema.has("enum") ? schema.path("enum") : schema.at("/items/enum");
            if (!values.isMissingNode()) {
                return values.get(dice.between(0, values.size() - 1)).asString();
            }
            return switch (name) {
                case "follow" -> dice.pick(List.of("true", "false", "yes", ""));
                case "waitMs" -> dice.pick(List.of("0", "5", "-1", "30001", "x", "1e3"));
                case "from", "to" ->
                    dice.pick(List.of("2026-01-31T08:00:00Z", "2030-01-31T08:00:00%2B02:00", "2026-01-31"));
                case "cursor" -> dice.pick(List.of("1.1", "0.0", "999999999.999999999", Thing.INSTANCE.absent(), "x"));
                case "limit", "size", "page", "count" ->
                    String.valueOf(dice.pick(List.of(1, 2, 50, 200, 201, 0, -1, 1000, 1001, 1_000_000, 1_000_001)));
                default -> dice.pick(List.of("echo", "default", "a:b", "instances", "nodes,queues", "x"));
            };
        }

        private static void append(StringBuilder uri, String parameter) {
            uri.append(uri.indexOf("?") < 0 ? '?' : '&').append(parameter);
        }

        private void oddHeaders() {
            if (dice.chance(10)) {
                headers.add("Accept: " + (dice.chance(80) ? dice.pick(ACCEPTS) : Rubbish.headerValue(dice)));
                expected.add(406);
            }
            if (dice.chance(10)) {
                headers.add("Idempotency-Key: "
                        + dice.pick(List.of("again", UUID.randomUUID().toString(), "\"q\"", "x".repeat(129))));
            }
            int odd = dice.chance(20) ? dice.between(1, 3) : 0;
            for (int i = 0; i < odd; i++) {
                odd(dice.pick(HEADERS));
            }
        }

        private void odd(String name) {
            if (name.equals("X-Tenant-Id")) {
                if (isAdmin) {
                    return;
                }
                expected.addAll(List.of(403, 404));
                headers.add(name + ": " + (dice.chance(50) ? bystander.tenant() : Rubbish.headerValue(dice)));
                return;
            }
            if (name.equals("Last-Event-ID") || name.equals("If-Match")) {
                expected.add(412);
            }
            headers.add(name + ": " + Rubbish.headerValue(dice));
        }

        private byte @Nullable [] body() {
            boolean isWanted = target.hasBody() ? !dice.chance(3) : dice.chance(3);
            if (!isWanted) {
                return null;
            }
            boolean isOdd = dice.chance(6);
            headers.add("Content-Type: " + (isOdd ? dice.pick(TYPES) : "application/json"));
            return target.hasBody()
                    ? bodies.make(target, dice)
                    : Rubbish.literal(dice).getBytes(StandardCharsets.UTF_8);
        }
    }
}
