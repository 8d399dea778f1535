package io.taskservice.standalone;

import io.taskservice.server.TaskServer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Runs Task Service with a MariaDB and a Redis of its own, unless {@code MYSQL_HOST} and {@code REDIS_HOST} name others.
 *
 * <p>Everything is kept under {@code ./data}; {@code TASK_DATA_DIR} or {@code --app.task.standalone.data-dir=…} names
 * another folder. All arguments are the server's too.
 */
public final class TaskStandalone {

    /** A system property for those who start us and may end without ending us, as Maven does. */
    private static final String ENDS_WITH_PARENT = "task.standalone.ends-with-parent";

    private TaskStandalone() {}

    public static void main(String[] args) {
        // Until the server sets up logging there would be debug lines of the libraries that we use before.
        LoggingSystem.get(TaskStandalone.class.getClassLoader()).beforeInitialize();
        if (Boolean.getBoolean(ENDS_WITH_PARENT)) {
            endWithParent();
        }
        try {
            run(args);
        } catch (StartFailure e) {
            System.err.println("Task Service cannot start: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void run(String[] args) {
        StandaloneSettings settings = StandaloneSettings.of(args);
        Platform.current().requireProgramsFor(settings);
        Ports.requireFree(settings.httpPort(), settings.httpAddress());
        if (settings.embedsDatabase() || settings.embedsRedis()) {
            runWithServices(settings, args);
        } else {
            say(Banner.text(serve(Map.of(), args).getEnvironment(), null));
        }
    }

    private static void runWithServices(StandaloneSettings settings, String[] args) {
        DataFolder data = DataFolder.open(settings.dataDir());
        EmbeddedServices services = new EmbeddedServices(data, TaskStandalone::say, () -> databaseLost(data));
        OrderlyEnd end = new OrderlyEnd(services);
        end.register();
        Map<String, Object> properties = services.start(settings);
        CompletableFuture<ConfigurableApplicationContext> server = end.serverStarts();
        try {
            ConfigurableApplicationContext context = serve(properties, args);
            server.complete(context);
            say(Banner.text(context.getEnvironment(), data.path()));
        } catch (RuntimeException e) {
            server.completeExceptionally(e);
            services.close();
            throw e;
        }
    }

    private static ConfigurableApplicationContext serve(Map<String, Object> properties, String[] args) {
        return TaskServer.run(properties, args);
    }

    private static void endWithParent() {
        Thread watch = new Thread(() -> {
            ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().join());
            System.exit(0);
        });
        watch.setName("standalone-parent");
        watch.setDaemon(true);
        watch.start();
    }

    /** The server could only wait for a database that never comes back. */
    private static void databaseLost(DataFolder data) {
        System.err.println("Task Service ends: its database ended by itself, see " + data.log("mariadb"));
        System.exit(1);
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
