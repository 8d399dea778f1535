package io.taskservice.testkit;

import io.taskservice.handler.TaskContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import tools.jackson.databind.json.JsonMapper;

/** A context for calling a handler directly: it holds params and remembers what was logged. */
public final class TestContext implements TaskContext {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String params;
    private final int attempt;
    private final String tenant;
    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final Map<String, Long> counters = new ConcurrentHashMap<>();
    private volatile int percent = -1;

    private TestContext(String params, int attempt, String tenant) {
        this.params = params;
        this.attempt = attempt;
        this.tenant = tenant;
    }

    public static TestContext of(String params) {
        return new TestContext(params, 1, "default");
    }

    public TestContext attempt(int number) {
        return new TestContext(params, number, tenant);
    }

    public TestContext tenant(String id) {
        return new TestContext(params, attempt, id);
    }

    /** Level and text of each line. */
    public List<String> logged() {
        return List.copyOf(logged);
    }

    /** The last progress; -1: none. */
    public int percent() {
        return percent;
    }

    /** The last value of each counter. */
    public Map<String, Long> counters() {
        return Map.copyOf(counters);
    }

    @Override
    public void count(String name, long value) {
        counters.put(name, value);
    }

    @Override
    public String getParams() {
        return params;
    }

    @Override
    public <T> T getParams(Class<T> type) {
        return JSON.readValue(params.isEmpty() ? "{}" : params, type);
    }

    @Override
    public String getTenantId() {
        return tenant;
    }

    @Override
    public String getInstanceId() {
        return "01a20242-1c88-70bb-864f-bcb8aa1b86be";
    }

    @Override
    public @Nullable String getDefinitionId() {
        return null;
    }

    @Override
    public @Nullable String getBizKey() {
        return null;
    }

    @Override
    public int getAttempt() {
        return attempt;
    }

    @Override
    public @Nullable Instant getFireTime() {
        return null;
    }

    @Override
    public @Nullable Instant getDeadline() {
        return null;
    }

    @Override
    public long getFencingToken() {
        return attempt;
    }

    @Override
    public String getIdempotencyKey() {
        return getInstanceId();
    }

    @Override
    public void progress(int done, @Nullable String message) {
        percent = done;
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public boolean isLeaseLost() {
        return false;
    }

    @Override
    public void log(Level level, String message, @Nullable Throwable thrown) {
        logged.add(level + " " + message + (thrown == null ? "" : " " + thrown));
    }
}
