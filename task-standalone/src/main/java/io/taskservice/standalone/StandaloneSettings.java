package io.taskservice.standalone;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.PropertyResolver;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.StringUtils;

/**
 * What must be known before the server, with its own configuration, exists.
 *
 * @param dataDir where everything is kept; relative to the working directory
 * @param httpPort the port the server will listen on; 0 is any free one
 * @param httpAddress the address it will listen on; null is all
 * @param embedsDatabase whether to run a MariaDB, because no database was named
 * @param embedsRedis whether to run a Redis, because none was named
 * @param makesKey whether to keep a master key for secrets beside the database that is run, because none was given
 */
record StandaloneSettings(
        Path dataDir,
        int httpPort,
        @Nullable String httpAddress,
        boolean embedsDatabase,
        boolean embedsRedis,
        boolean makesKey) {

    static final String DATA_DIR = "app.task.standalone.data-dir";
    static final String SECRETS_KEY = "app.task.secrets.key";

    private static final String DATA_DIR_VARIABLE = "TASK_DATA_DIR";
    private static final String DEFAULT_DATA_DIR = "data";
    private static final String DEFAULT_HTTP_PORT = "8084";
    private static final int MAX_PORT = 65_535;

    /** Reads the command line, the system properties and the environment, in this order of precedence. */
    static StandaloneSettings of(String... args) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(args));
        return from(environment);
    }

    static StandaloneSettings from(PropertyResolver properties) {
        boolean embedsDatabase = isAbsent(properties, "app.task.database.host", "MYSQL_HOST");
        return new StandaloneSettings(
                Path.of(firstGiven(properties, DEFAULT_DATA_DIR, DATA_DIR, DATA_DIR_VARIABLE)),
                port(firstGiven(properties, DEFAULT_HTTP_PORT, "server.port", "SERVER_PORT", "PORT")),
                properties.getProperty("server.address"),
                embedsDatabase,
                isAbsent(properties, "app.task.redis.host", "REDIS_HOST"),
                embedsDatabase && isAbsent(properties, SECRETS_KEY, "APP_TASK_SECRETS_KEY", "TASK_SECRETS_KEY"));
    }

    private static boolean isAbsent(PropertyResolver properties, String... keys) {
        return firstGiven(properties, "", keys).isEmpty();
    }

    private static String firstGiven(PropertyResolver properties, String otherwise, String... keys) {
        return Stream.of(keys)
                .flatMap(key -> Stream.ofNullable(properties.getProperty(key)))
                .filter(StringUtils::hasText)
                .findFirst()
                .orElse(otherwise);
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text.trim());
            if (port >= 0 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below, together with numbers that are no port
        }
        throw new StartFailure("server.port must be a number from 0 to 65535, not '" + text + "'");
    }
}
