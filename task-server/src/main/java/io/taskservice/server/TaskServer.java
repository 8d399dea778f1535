package io.taskservice.server;

import io.taskservice.database.DatabaseConnections;
import io.taskservice.database.DatabaseSettings;
import io.taskservice.database.Migrations;
import java.util.Arrays;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;

/**
 * Starts a server. {@code java -jar task-server.jar} runs it; {@code java -jar task-server.jar migrate} brings the schema
 * up to date and ends.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class TaskServer {

    private static final String MIGRATE = "migrate";

    /** Runs the server or the migrations, by the first argument. */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals(MIGRATE)) {
            migrate(Arrays.copyOfRange(args, 1, args.length));
        } else {
            run(Map.of(), args);
        }
    }

    /** Runs the server with settings that count before every other source; returns when it is ready. */
    public static ConfigurableApplicationContext run(Map<String, Object> settings, String... args) {
        return new SpringApplicationBuilder(TaskServer.class)
                .initializers(
                        context -> context.getEnvironment()
                                .getPropertySources()
                                .addFirst(new MapPropertySource("task-server-start", settings)),
                        new NacosSwitch())
                .run(args);
    }

    private static void migrate(String... args) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(MigrationOnly.class)
                        .web(WebApplicationType.NONE)
                        .run(args);
                var connections = DatabaseConnections.open(context.getBean(DatabaseSettings.class))) {
            int files = Migrations.migrate(connections);
            LoggerFactory.getLogger(TaskServer.class).info("The schema is up to date; {} files ran", files);
        }
    }

    /** As much of the application as the migrations need: the settings. */
    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(DatabaseSettings.class)
    static class MigrationOnly {}
}
