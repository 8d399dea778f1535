package io.taskservice.api.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiClient;
import io.taskservice.api.ApiTest;
import io.taskservice.api.EventSource;
import io.taskservice.api.EventSource.Event;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.Claim;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.ProgressReport;
import io.taskservice.live.InstanceChange;
import io.taskservice.live.LiveFeed;
import io.taskservice.node.Node;
import io.taskservice.node.Role;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What happens is told to those of the tenant who listen, without Redis, whoever made it happen. */
@Tag("once")
class LiveIT extends ApiTest {

    private static final String STREAM = "/api/v1/events/stream";
    private static final Duration SOON = Duration.ofSeconds(10);

    @Autowired
    private LiveFeed live;

    @Autowired
    private Streams streams;

    @Test
    void aStreamBeginsWithItsHeadersAndAnEventToComeBackTo() {
        try (EventSource source = tenant.listen(STREAM)) {
            await().atMost(SOON).until(() -> !source.events().isEmpty());

            assertThat(source.status()).isEqualTo(200);
            assertThat(source.header("Content-Type")).startsWith("text/event-stream");
            assertThat(source.header("Cache-Control")).contains("no-store");
            assertThat(source.header("X-Accel-Buffering")).isEqualTo("no");
            assertThat(source.header("X-Trace-Id")).isNotEmpty();
            assertThat(source.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(source.comments()).containsExactly("retry: 2000");
            assertThat(source.events().get(0).type()).isEqualTo("open");
            assertThat(source.events().get(0).id()).isNotEmpty();
        }
    }

    @Test
    void whatARequestDoesIsToldAtOnce() {
        try (EventSource source = opened("?topics=instances")) {
            String instance = anInstance();
            tenant.post(ApiClient.INSTANCES + "/" + instance + "/cancel", null);

            await().atMost(SOON).until(() -> statuses(source, instance).size() == 2);
            assertThat(statuses(source, instance)).containsExactly("PENDING", "CANCELLED");
            assertThat(source.events("instance").get(0).json().get("handler").asString())
                    .isEqualTo("echo");
        }
    }

    @Test
    void theEndOfAnInstanceThatAnotherNodeRanArrivesWithinThreeSeconds() {
        try (EventSource source = opened("?topics=instances")) {
            String instance = anInstance();
            Claim claim = claim(instance);
            await().atMost(Duration.ofSeconds(3))
                    .until(() -> statuses(source, instance).contains("RUNNING"));

            succeed(claim);

            await().atMost(Duration.ofSeconds(3))
                    .until(() -> statuses(source, instance).contains("SUCCESS"));
            assertThat(statuses(source, instance)).containsExactly("PENDING", "RUNNING", "SUCCESS");
        }
    }

    @Test
    void anInstanceThatWasThereBeforeTheStreamIsToldOfWhenItEnds() {
        String instance = anInstance();
        Claim claim = claim(instance);
        try (EventSource source = opened("?topics=instances")) {
            String another = anInstance();
            await().atMost(SOON).until(() -> statuses(source, another).contains("PENDING"));

            succeed(claim);

            await().atMost(SOON).until(() -> statuses(source, instance).contains("SUCCESS"));
        }
    }

    @Test
    void oldNewsAndTheSameNewsAreNotToldAgain() {
        try (EventSource source = opened("?topics=instances")) {
            String instance = anInstance();
            Claim claim = claim(instance);
            succeed(claim);
            await().atMost(SOON).until(() -> statuses(source, instance).contains("SUCCESS"));

            live.publish(() -> List.of(InstanceChange.of(claim)));
            String last = anInstance();

            await().atMost(SOON).until(() -> statuses(source, last).contains("PENDING"));
            assertThat(statuses(source, instance)).endsWith("SUCCESS").doesNotHaveDuplicates();
        }
    }

    @Test
    void progressIsTold() {
        try (EventSource source = opened("?topics=instances")) {
            String instance = anInstance();
            Claim claim = claim(instance);
            instances.report(List.of(new ProgressReport(claim, 40, "half", null)));

            await().atMost(SOON)
                    .until(() -> source.events("instance").stream()
                            .anyMatch(event -> event.json().path("progress").asInt(0) == 40));
        }
    }

    @Test
    void nothingOfAnotherTenantIsTold() {
        ApiClient other =
                newTenant(new TenantId("o-" + UUID.randomUUID().toString().substring(0, 13)));
        try (EventSource mine = opened("");
                EventSource theirs = other.listen(STREAM)) {
            await().atMost(SOON).until(() -> !theirs.events().isEmpty());
            String instance = anInstance();
            succeed(claim(instance));
            await().atMost(SOON).until(() -> statuses(mine, instance).contains("SUCCESS"));
            String own = other.post(
                            ApiClient.DEFINITIONS + "/"
                                    + other.post(
                                                    ApiClient.DEFINITIONS,
                                                    anEcho(
                                                            "\"scheduleType\":\"CRON\",\"cronExpression\":\"0 0 * * * ?\""))
                                            .data()
                                            .get("id")
                                            .asString()
                                    + "/run",
                            null)
                    .data()
                    .get("id")
                    .asString();

            await().atMost(SOON).until(() -> statuses(theirs, own).contains("PENDING"));
            assertThat(theirs.events().toString()).doesNotContain(instance);
            assertThat(mine.events().toString()).doesNotContain(own);
        }
    }

    @Test
    void whoComesBackGetsWhatItMissed() {
        String lastSeen;
        String first;
        try (EventSource source = opened("?topics=instances")) {
            first = anInstance();
            await().atMost(SOON).until(() -> statuses(source, first).contains("PENDING"));
            lastSeen = source.events("instance").get(0).id();
        }
        String missed = anInstance();

        try (EventSource back = tenant.listen(STREAM + "?topics=instances", "Last-Event-ID", lastSeen)) {
            await().atMost(SOON).until(() -> statuses(back, missed).contains("PENDING"));
            assertThat(statuses(back, first)).isEmpty();
            assertThat(back.events("reset")).isEmpty();
        }
    }

    @Test
    void whoComesBackWithAnUnknownEventIsToldToBeginAnew() {
        try (EventSource back = tenant.listen(STREAM, "Last-Event-ID", "01890000-0000-7000-8000-000000000000")) {
            await().atMost(SOON).until(() -> !back.events().isEmpty());

            assertThat(back.events().get(0).type()).isEqualTo("reset");
        }
    }

    @Test
    void queuesAreToldWholeAndToWhoComesLaterToo() {
        try (EventSource source = opened("?topics=queues")) {
            anInstance();
            await().atMost(SOON).until(() -> last(source, "queues").contains("\"pending\":1"));
            anInstance();
            await().atMost(SOON).until(() -> last(source, "queues").contains("\"pending\":2"));

            assertThat(last(source, "queues")).contains("\"queue\":\"default\"").contains("\"capped\":false");
            assertThat(source.events("instance")).isEmpty();
            try (EventSource later = opened("?topics=queues")) {
                await().atMost(SOON).until(() -> last(later, "queues").contains("\"pending\":2"));
            }
        }
    }

    @Test
    void nodesThatComeAndGoAreTold() {
        NodeId id = new NodeId("node-" + UUID.randomUUID());
        try (EventSource source = opened("?topics=nodes")) {
            // A node joins each time until one is noticed: the first look only learns who is there.
            await().atMost(SOON).pollInterval(Duration.ofSeconds(1)).until(() -> {
                nodes.join(
                        new NodeId("node-" + UUID.randomUUID()),
                        "boot",
                        new Node.Profile(Set.of(Role.SCHEDULER), "a", "v", 0, Set.of(), Set.of()),
                        Duration.ofSeconds(30));
                return !source.events("node").isEmpty();
            });
            nodes.join(
                    id,
                    "boot",
                    new Node.Profile(Set.of(Role.API), "a", "v", 0, Set.of(), Set.of()),
                    Duration.ofSeconds(30));
            await().atMost(SOON).until(() -> nodeChanges(source, id).contains("joined"));
            nodes.leave(id);
            await().atMost(SOON).until(() -> nodeChanges(source, id).contains("left"));
        }
    }

    @Test
    void aTenantHasSoManyStreamsAtMost() {
        List<EventSource> all = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                all.add(tenant.listen(STREAM));
                assertThat(all.get(i).status()).isEqualTo(200);
            }
            Answer oneMore = tenant.get(STREAM);
            assertThat(oneMore.status()).isEqualTo(429);
            assertThat(oneMore.code()).isEqualTo("TOO_MANY_STREAMS");
            assertThat(oneMore.header("Retry-After")).isNotEmpty();
            assertThat(oneMore.header("Content-Type")).isEqualTo("application/json");
        } finally {
            all.forEach(EventSource::close);
        }
    }

    @Test
    void badParametersAreNamed() {
        assertThat(tenant.get(STREAM + "?topics=all").status()).isEqualTo(400);
        assertThat(tenant.get(STREAM + "?topics=instances,jobs").field()).isEqualTo("topics");
        assertThat(tenant.get(STREAM + "?topic=instances").field()).isEqualTo("topic");
        assertThat(nobody.get(STREAM).status()).isEqualTo(401);
        assertThat(tenant.send("HEAD", STREAM, null).status()).isEqualTo(405);
    }

    @Test
    void aRevokedKeyEndsItsStreams() {
        Answer key = admin.post(ApiClient.TENANTS + "/" + tenantId + "/keys", "{\"name\":\"short\"}");
        ApiClient shortLived = new ApiClient(port, key.data().get("key").asString());
        try (EventSource source = shortLived.listen(STREAM);
                EventSource other = opened("")) {
            streams.checkOnce();
            assertThat(source.hasEnded()).isFalse();
            admin.delete(ApiClient.TENANTS + "/" + tenantId + "/keys/"
                    + key.data().get("id").asString());

            streams.checkOnce();

            await().atMost(SOON).until(source::hasEnded);
            assertThat(other.hasEnded()).isFalse();
        }
    }

    @Test
    void aDisabledTenantsStreamsEnd() {
        try (EventSource source = opened("")) {
            admin.post(ApiClient.TENANTS + "/" + tenantId + "/disable", null);

            streams.checkOnce();

            await().atMost(SOON).until(source::hasEnded);
        }
    }

    @Test
    void aThousandEventsAtOnceArriveOrTheClientIsToldToBeginAnew() {
        try (EventSource source = opened("?topics=instances")) {
            live.publish(() -> changes(1000));

            await().atMost(SOON)
                    .until(() -> source.events("instance").size() == 1000
                            || !source.events("reset").isEmpty());
        }
    }

    @Test
    void whoIsTooSlowIsToldToBeginAnewAndCostsNoMoreThanItsQueue() throws IOException {
        String key = admin.post(ApiClient.TENANTS + "/" + tenantId + "/keys", "{\"name\":\"slow\"}")
                .data()
                .get("key")
                .asString();
        try (Socket socket = new Socket();
                EventSource quick = opened("?topics=instances")) {
            socket.setReceiveBufferSize(4096);
            socket.setSoTimeout(20_000);
            socket.connect(new InetSocketAddress("localhost", port));
            socket.getOutputStream()
                    .write(("GET " + STREAM + "?topics=instances HTTP/1.1\r\nHost: localhost\r\nX-API-Key: " + key
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            await().atMost(SOON).until(() -> socket.getInputStream().available() > 0);
            for (int i = 0; i < 60; i++) {
                int told = quick.events("instance").size();
                live.publish(() -> changes(200));
                await().atMost(SOON)
                        .until(() -> quick.events("instance").size() >= told + 200
                                || !quick.events("reset").isEmpty());
            }

            Scanner lines = new Scanner(socket.getInputStream(), StandardCharsets.UTF_8);
            String reset = Stream.generate(lines::nextLine)
                    .takeWhile(line -> !line.startsWith(":")) // a heartbeat comes when all is sent
                    .filter(line -> line.contains("TOO_SLOW"))
                    .findFirst()
                    .orElseThrow();
            assertThat(reset).startsWith("data: ");
        }
    }

    private List<InstanceChange> changes(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new InstanceChange(
                        UUID.randomUUID().toString(),
                        tenantId,
                        InstanceId.next(),
                        null,
                        "echo",
                        "default",
                        InstanceStatus.PENDING,
                        0,
                        null,
                        "x".repeat(2000),
                        null))
                .toList();
    }

    private EventSource opened(String query) {
        EventSource source = tenant.listen(STREAM + query);
        await().atMost(SOON).until(() -> !source.events().isEmpty());
        return source;
    }

    private String anInstance() {
        return run(created(anEcho("\"scheduleType\":\"CRON\",\"cronExpression\":\"0 0 * * * ?\"")));
    }

    private static List<String> statuses(EventSource source, String instance) {
        return source.events("instance").stream()
                .filter(event -> event.json().get("instanceId").asString().equals(instance))
                .map(event -> event.json().get("status").asString())
                .toList();
    }

    private static List<String> nodeChanges(EventSource source, NodeId id) {
        return source.events("node").stream()
                .filter(event -> event.json().get("nodeId").asString().equals(id.value()))
                .map(event -> event.json().get("change").asString())
                .toList();
    }

    private static String last(EventSource source, String type) {
        List<Event> all = source.events(type);
        return all.isEmpty() ? "" : all.get(all.size() - 1).data();
    }
}
