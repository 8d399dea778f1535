package io.taskservice.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** Refuses a database server on which the engine's statements would not hold. */
final class ServerVersion {

    private static final Pattern NUMBER = Pattern.compile("(?:5\\.5\\.5-)?(\\d+)\\.(\\d+).*");

    private ServerVersion() {}

    /** Reads the server's version; throws with the version seen and the range supported. */
    static void require(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT VERSION()")) {
            rows.next();
            String version = rows.getString(1);
            if (!isSupported(version)) {
                throw new DatabaseUnusableException(
                        "The database is " + version + ", on which the engine's statements do not hold.",
                        "Use MySQL 8.0 or later, or MariaDB 11.1 or later (an older one drops milliseconds).");
            }
        } catch (SQLException e) {
            throw new DatabaseUnusableException(
                    "The database cannot be reached: " + e.getMessage(),
                    "Check app.task.database.host, .port, .name, .user and .password (MYSQL_HOST and so on).",
                    e);
        }
    }

    static boolean isSupported(String version) {
        Matcher number = NUMBER.matcher(version);
        if (!number.matches()) {
            return false;
        }
        int major = Integer.parseInt(number.group(1));
        int minor = Integer.parseInt(number.group(2));
        boolean isMariaDb = version.contains("MariaDB");
        return isMariaDb ? major > 11 || (major == 11 && minor >= 1) : major >= 8;
    }
}
