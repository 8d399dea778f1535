package io.taskservice.api.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiClient;
import io.taskservice.api.ApiTest;
import io.taskservice.api.security.RouteRule;
import io.taskservice.api.security.RouteRules;
import io.taskservice.identity.TenantId;
import io.taskservice.tenant.KeyRole;
import io.taskservice.tenant.KeyScope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Every route, by every role, with ids of the own tenant, of another, of nothing and of no form.
 *
 * <p>The routes come from {@link RouteRules}, what each needs from the committed OpenAPI document: a new route is covered
 * by itself, or fails here because it is not described or names something unknown. {@code -Dwall.long=true} tries with
 * those who are refused all ids too.
 */
class WallIT extends ApiTest {

    private static final boolean LONG = Boolean.getBoolean("wall.long");
    private static final String CANARY = "canary-" + UUID.randomUUID();

    /** Their names are made by whoever uses them first, each tenant for itself: there is no absent one to answer 404. */
    private static final List<String> MAKES_WHAT_IS_ABSENT = List.of(
            "POST /api/v1/queues/{name}/pause", "POST /api/v1/queues/{name}/resume", "PUT /api/v1/secrets/{name}");

    /** They filter a list by an id: what the tenant does not have matches nothing. */
    private static final List<String> FILTERS = List.of("GET /api/v1/webhooks/deliveries?instanceId={q}");

    @Autowired
    private RouteRules rules;

    private final Map<KeyRole, ApiClient> clients = new EnumMap<>(KeyRole.class);
    private TenantId foreignTenant;
    private ApiClient foreignOwner;
    private Planter own;
    private Planter foreign;
    private List<Contract.Route> routes;

    @BeforeEach
    void plant() throws IOException {
        foreignTenant = new TenantId("f-" + UUID.randomUUID().toString().substring(0, 13));
        foreignOwner = newTenant(foreignTenant);
        for (KeyRole role : KeyRole.values()) {
            clients.put(role, role == KeyRole.PLATFORM_ADMIN ? admin : newKey(tenantId, role));
        }
        own = new Planter(tenant, tenantId, "mine", this::bury);
        foreign = new Planter(foreignOwner, foreignTenant, CANARY, this::bury);
        Arrays.stream(Thing.values()).forEach(foreign::id);
        Contract contract = Contract.committed();
        routes = rules.all().stream()
                .filter(rule -> rule.pattern().startsWith("/api/"))
                .map(contract::route)
                .toList();
    }

    /** Other tests share the server. */
    @AfterEach
    void putBack() {
        admin.post(ApiClient.SCHEDULER + "/start", null);
        admin.post("/api/v1/workers/test-node/resume", null);
        admin.delete("/api/v1/workers/scale");
    }

    @Test
    void theTableOfRoutesAsksForWhatTheDocumentPromises() {
        List<RouteRule> ours = rules.all().stream()
                .filter(rule -> rule.pattern().startsWith("/api/"))
                .toList();
        for (int i = 0; i < ours.size(); i++) {
            KeyScope scope = ours.get(i).scope();
            assertThat(ours.get(i).access().name())
                    .as("%s", routes.get(i))
                    .isEqualTo(routes.get(i).role());
            assertThat(scope == null ? "" : scope.text())
                    .as("%s", routes.get(i))
                    .isEqualTo(routes.get(i).scope());
        }
    }

    @Test
    void nobodyUsesWhatHisRoleDoesNotReach() {
        for (Contract.Route route : routes) {
            for (List<String> ids : someIds(route)) {
                expect(send(new ApiClient(port, null), route, ids), 401, route, "no key");
                for (KeyRole role : KeyRole.values()) {
                    if (!role.includes(KeyRole.valueOf(route.role()))) {
                        Answer answer = send(client(role), route, ids);
                        expect(answer, 403, route, role.name());
                        assertThat(answer.message())
                                .isEqualTo("This needs the role " + route.role() + "; the credential has " + role);
                    }
                }
            }
        }
    }

    @Test
    void nobodyUsesWhatHisScopesDoNotReach() {
        for (KeyScope without : KeyScope.values()) {
            String others = Arrays.stream(KeyScope.values())
                    .filter(scope -> scope != without)
                    .map(scope -> "\"" + scope.text() + "\"")
                    .collect(Collectors.joining(","));
            Answer key = admin.post(
                    ApiClient.TENANTS + "/default/keys",
                    "{\"name\":\"x\",\"role\":\"PLATFORM_ADMIN\",\"scopes\":[" + others + "]}");
            ApiClient kept = new ApiClient(port, key.data().get("key").asString());
            for (Contract.Route route : routes) {
                if (route.scope().equals(without.text())) {
                    Answer answer = send(kept, route, ids(route, own));
                    expect(answer, 403, route, "all scopes but " + without);
                    assertThat(answer.message()).startsWith("This needs the scope " + without.text() + ";");
                }
            }
            admin.delete(
                    ApiClient.TENANTS + "/default/keys/" + key.data().get("id").asString());
        }
    }

    @Test
    void whoMayUseARouteGetsThroughToWhatIsHisOwn() {
        for (Contract.Route route : routes) {
            for (KeyRole role : allowed(route)) {
                Answer answer = send(client(role), route, ids(route, own), onBehalf(role, route));
                boolean isConflict = answer.status() == 409 || answer.status() == 422;
                assertThat(answer.status() / 100 == 2 || isConflict)
                        .as("%s by %s: %s %s", route, role, answer.status(), answer.text())
                        .isTrue();
                assertNoLeak(answer, route, role.name());
                wear(route);
                clean(route);
            }
        }
    }

    @Test
    void whatIsForeignAnswersExactlyAsWhatIsAbsent() {
        for (Contract.Route route : routes) {
            if (route.isWalled()) {
                for (KeyRole role : allowed(route)) {
                    compare(route, client(role), role.name(), ids(route, foreign), onBehalf(role, route));
                }
                compare(route, foreignOwner, "a foreign owner", ids(route, own));
            }
        }
    }

    @Test
    void theKeysOfAForeignTenantAnswerAsThoseOfAnAbsentOne() {
        for (Contract.Route route : routes) {
            if (route.things().contains(Thing.TENANT) && !route.isOfThePlatform()) {
                ApiClient owner = client(KeyRole.OWNER);
                compare(route, owner, "OWNER", ids(route, foreign));
                compare(route, foreignOwner, "a foreign owner", ids(route, own));
                if (route.things().contains(Thing.KEY)) {
                    Answer ofForeign = send(owner, route, List.of(own.id(Thing.TENANT), foreign.id(Thing.KEY)));
                    Answer ofAbsent = send(owner, route, List.of(own.id(Thing.TENANT), Thing.KEY.absent()));
                    assertSame(route, "OWNER", ofForeign, foreign.id(Thing.KEY), ofAbsent, Thing.KEY.absent());
                }
            }
        }
    }

    /** Otherwise the canary would prove nothing. */
    @Test
    void theForeignOwnerSeesTheCanary() {
        for (Contract.Route route : routes) {
            boolean showsOne = route.method().equals("GET") && route.path().endsWith("{id}") && route.isWalled();
            if (showsOne) {
                Answer answer = send(foreignOwner, route, ids(route, foreign));
                assertThat(answer.status()).as("%s", route).isEqualTo(200);
                assertThat(answer.text()).as("%s", route).contains(CANARY);
            }
        }
    }

    private void compare(
            Contract.Route route, ApiClient client, String who, List<String> foreignIds, String... headers) {
        Answer ofForeign = send(client, route, foreignIds, headers);
        clean(route);
        List<String> absent = route.things().stream().map(Thing::absent).toList();
        Answer ofAbsent = send(client, route, absent, headers);
        clean(route);
        List<String> noForm = route.things().stream().map(Thing::malformed).toList();
        Answer ofMalformed = send(client, route, noForm, headers);
        clean(route);
        assertSame(
                route, who, ofForeign, foreignIds.get(foreignIds.size() - 1), ofAbsent, absent.get(absent.size() - 1));
        if (FILTERS.contains(route.toString()) || MAKES_WHAT_IS_ABSENT.contains(route.toString())) {
            assertThat(ofForeign.status()).as("%s", route).isEqualTo(200);
        } else {
            expect(ofForeign, 404, route, who);
        }
        if (route.things().contains(Thing.QUEUE) || MAKES_WHAT_IS_ABSENT.contains(route.toString())) {
            assertThat(ofMalformed.status())
                    .as("%s by %s: %s", route, who, ofMalformed.text())
                    .isIn(400, 404, 422);
        } else {
            assertSame(route, who, ofMalformed, noForm.get(noForm.size() - 1), ofAbsent, absent.get(absent.size() - 1));
        }
        assertNoLeak(ofMalformed, route, who);
    }

    private static void assertSame(
            Contract.Route route, String who, Answer foreign, String foreignId, Answer absent, String absentId) {
        assertThat(foreign.status()).as("%s by %s", route, who).isEqualTo(absent.status());
        assertThat(timeless(foreign).replace(foreignId, "ID"))
                .as("%s by %s", route, who)
                .isEqualTo(timeless(absent).replace(absentId, "ID"));
        assertThat(foreign.header("Content-Type")).isEqualTo(absent.header("Content-Type"));
        assertNoLeak(foreign, route, who);
    }

    private static String timeless(Answer answer) {
        return answer.text()
                .replaceAll("\"\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z\"", "")
                .replaceAll("\"trace_id\":\"[^\"]*\"", "");
    }

    private static void expect(Answer answer, int status, Contract.Route route, String who) {
        assertThat(answer.status())
                .as("%s by %s: %s", route, who, answer.text())
                .isEqualTo(status);
        assertNoLeak(answer, route, who);
    }

    private static void assertNoLeak(Answer answer, Contract.Route route, String who) {
        assertThat(answer.status())
                .as("%s by %s: %s", route, who, answer.text())
                .isLessThan(500);
        if (!who.equals("a foreign owner")) {
            assertThat(answer.text()).as("%s by %s", route, who).doesNotContain(CANARY);
        }
    }

    /** With a key that is refused, one kind of id is as good as another; the long form does not believe it. */
    private List<List<String>> someIds(Contract.Route route) {
        List<List<String>> ids = new ArrayList<>();
        ids.add(ids(route, foreign));
        if (LONG) {
            ids.add(ids(route, own));
            ids.add(route.things().stream().map(Thing::absent).toList());
            ids.add(route.things().stream().map(Thing::malformed).toList());
        }
        return ids;
    }

    private static List<String> ids(Contract.Route route, Planter planter) {
        return route.things().stream().map(planter::id).toList();
    }

    private static List<KeyRole> allowed(Contract.Route route) {
        return Arrays.stream(KeyRole.values())
                .filter(role -> role.includes(KeyRole.valueOf(route.role())))
                .toList();
    }

    /** An administrator's own tenant is another one. */
    private String[] onBehalf(KeyRole role, Contract.Route route) {
        boolean asks = role == KeyRole.PLATFORM_ADMIN && !route.isOfThePlatform();
        return asks ? new String[] {"X-Tenant-Id", tenantId.value()} : new String[0];
    }

    /** A tenant has twenty webhooks at most, so only one that is deleted is replaced. */
    private void wear(Contract.Route route) {
        boolean deletes = route.method().equals("DELETE");
        route.things().stream()
                .filter(thing -> deletes || (!route.method().equals("GET") && thing != Thing.WEBHOOK))
                .forEach(own::usedUp);
    }

    /** Takes back what would be in the way of the next request. */
    private void clean(Contract.Route route) {
        if (MAKES_WHAT_IS_ABSENT.contains(route.toString())) {
            List.of(tenant, foreignOwner).forEach(client -> {
                client.delete(ApiClient.QUEUES + "/" + Thing.QUEUE.absent());
                client.delete(ApiClient.SECRETS + "/" + Thing.SECRET.absent());
            });
            tenant.delete(ApiClient.QUEUES + "/" + foreign.id(Thing.QUEUE));
            tenant.delete(ApiClient.SECRETS + "/" + foreign.id(Thing.SECRET));
            foreignOwner.delete(ApiClient.QUEUES + "/" + own.id(Thing.QUEUE));
            foreignOwner.delete(ApiClient.SECRETS + "/" + own.id(Thing.SECRET));
        }
        if (route.path().endsWith("/disable") && route.things().contains(Thing.TENANT)) {
            admin.post(ApiClient.TENANTS + "/" + tenantId + "/enable", null);
        }
    }

    private ApiClient client(KeyRole role) {
        return Objects.requireNonNull(clients.get(role));
    }

    private Answer send(ApiClient client, Contract.Route route, List<String> ids, String... headers) {
        return client.sendOrListen(route.method(), route.path(ids), route.body(), headers);
    }
}
