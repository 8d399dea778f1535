package io.taskservice.lab;

import io.taskservice.database.DatabaseSettings;
import java.time.Duration;
import java.util.Map;

/** Reads where the database is from the environment variables that the server reads. */
final class DatabaseVariables {

    private static final int CONNECTIONS = 4;

    private DatabaseVariables() {}

    /** Statements that read a whole table may take their time. */
    static DatabaseSettings read(Map<String, String> environment) {
        return new DatabaseSettings(
                environment.getOrDefault("MYSQL_HOST", "localhost"),
                port(environment.getOrDefault("MYSQL_PORT", "3306")),
                environment.getOrDefault("MYSQL_DATABASE", "task"),
                environment.getOrDefault("MYSQL_USER", "root"),
                environment.getOrDefault("MYSQL_PASSWORD", ""),
                CONNECTIONS,
                Duration.ofSeconds(5),
                Duration.ofMinutes(30),
                "PREFERRED",
                false);
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw badPort(text);
        }
        throw badPort(text);
    }

    private static BadArgumentException badPort(String text) {
        return new BadArgumentException("MYSQL_PORT is '" + text + "'; it must be a number from 1 to 65535");
    }
}
