package io.taskservice.api.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiClient;
import io.taskservice.api.ApiTest;
import io.taskservice.identity.InstanceId;
import io.taskservice.instance.Claim;
import io.taskservice.log.LogLevel;
import io.taskservice.log.LogLine;
import io.taskservice.log.TaskLogRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class LogIT extends ApiTest {

    @Autowired
    private TaskLogRepository logs;

    private String instance;
    private Claim claim;

    @BeforeEach
    void running() {
        instance = run(created(anEcho("\"scheduleType\":\"CRON\",\"cronExpression\":\"0 0 * * * ?\"")));
        claim = claim(instance);
    }

    @Test
    void readsLinesByLevelAndCursor() {
        log(1, LogLevel.INFO);
        log(2, LogLevel.WARN);
        log(3, LogLevel.ERROR);

        JsonNode first = read("?limit=2");
        assertThat(first.get("items").findValuesAsString("message")).containsExactly("line 1", "line 2");
        assertThat(first.get("complete").asBoolean()).isFalse();
        JsonNode rest = read("?limit=2&cursor=" + first.get("nextCursor").asString());
        assertThat(rest.get("items").findValuesAsString("message")).containsExactly("line 3");
        assertThat(rest.get("nextCursor").asString()).isEqualTo("1.3");
        assertThat(read("?levels=WARN&levels=ERROR").get("items")).hasSize(2);
        succeed(claim);
        JsonNode last = read("?cursor=1.3");
        assertThat(last.get("items")).isEmpty();
        assertThat(last.get("complete").asBoolean()).isTrue();
    }

    @Test
    void followingReturnsWhenALineComes() throws Exception {
        CompletableFuture<Answer> following = tenant.getAsync(path("?follow=true&waitMs=30000"));
        log(1, LogLevel.INFO);

        JsonNode page = following.get(20, TimeUnit.SECONDS).data();

        assertThat(page.get("items")).hasSize(1);
        assertThat(page.get("complete").asBoolean()).isFalse();
    }

    @Test
    void followingReturnsWhenTheInstanceEnds() throws Exception {
        CompletableFuture<Answer> following = tenant.getAsync(path("?follow=true&waitMs=30000"));
        succeed(claim);

        assertThat(following.get(20, TimeUnit.SECONDS).data().get("complete").asBoolean())
                .isTrue();
    }

    @Test
    void followingReturnsWhenTimeIsUp() {
        Answer answer = tenant.get(path("?follow=true&waitMs=600"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.data().get("items")).isEmpty();
        assertThat(answer.data().get("nextCursor").asString()).isEqualTo("0.0");
        assertThat(answer.header("X-Trace-Id")).isNotEmpty();
    }

    @Test
    void thirtyWhoWaitLeaveTheDatabaseToOthers() throws Exception {
        List<CompletableFuture<Answer>> following = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            following.add(tenant.getAsync(path("?follow=true&waitMs=30000")));
        }
        for (int i = 0; i < 20; i++) {
            assertThat(tenant.get(ApiClient.INSTANCES + "/" + instance).status())
                    .isEqualTo(200);
        }
        assertThat(following).noneMatch(CompletableFuture::isDone);
        succeed(claim);
        for (CompletableFuture<Answer> answer : following) {
            assertThat(answer.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
        }
    }

    @Test
    void badParametersAreNamed() {
        assertThat(tenant.get(path("?limit=1001")).field()).isEqualTo("limit");
        assertThat(tenant.get(path("?waitMs=30001")).field()).isEqualTo("waitMs");
        assertThat(tenant.get(path("?levels=LOUD")).field()).isEqualTo("levels");
        assertThat(tenant.get(path("?cursor=x")).field()).isEqualTo("cursor");
        assertThat(tenant.get(path("?follow=maybe")).field()).isEqualTo("follow");
    }

    private void log(int seq, LogLevel level) {
        logs.insert(
                List.of(new LogLine(tenantId, new InstanceId(instance), 1, seq, level, "line " + seq, database.now())));
    }

    private JsonNode read(String query) {
        Answer answer = tenant.get(path(query));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.data();
    }

    private String path(String query) {
        return ApiClient.INSTANCES + "/" + instance + "/logs" + query;
    }
}
