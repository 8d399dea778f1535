package io.taskservice.server;

import io.taskservice.testkit.TestDatabase;
import io.taskservice.testkit.TestSecrets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;

/** A server in this process, with all roles and a schema of its own, on a free port. */
final class InProcessServer implements AutoCloseable {

    /** Of its platform administrator. */
    static final String KEY = "an-admin-key-for-the-server-tests-0123456789";

    private final TestDatabase database;
    private final ConfigurableApplicationContext context;

    private InProcessServer(TestDatabase database, ConfigurableApplicationContext context) {
        this.database = database;
        this.context = context;
    }

    /** Starts one that has these settings beside the usual. */
    static InProcessServer start(Map<String, Object> settings, String... arguments) {
        TestDatabase database = TestDatabase.fresh();
        Map<String, Object> all = new HashMap<>(settings);
        all.put("app.task.database.host", database.host());
        all.put("app.task.database.port", database.port());
        all.put("app.task.database.name", database.name());
        all.put("app.task.database.user", database.user());
        all.put("app.task.database.password", database.password());
        all.put("app.task.admin-api-key", KEY);
        all.put("app.task.secrets.key", TestSecrets.key());
        String[] given = Stream.concat(Arrays.stream(arguments), Stream.of("--server.port=0"))
                .toArray(String[]::new);
        return new InProcessServer(database, TaskServer.run(all, given));
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    /** The port of that name. */
    int port(String name) {
        return Integer.parseInt(Objects.requireNonNull(context.getEnvironment().getProperty(name)));
    }

    /** Where it answers. */
    int port() {
        return port("local.server.port");
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }
}
