package io.taskservice.testkit;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The one database server of this JVM: the one that {@code TASK_TEST_MYSQL_URL} names, else an embedded MariaDB. */
record DatabaseServer(String host, int port, String user, String password) {

    /** Environment variable or system property, e.g. {@code jdbc:mysql://127.0.0.1:33061/?user=root&password=}. */
    static final String URL_SETTING = "TASK_TEST_MYSQL_URL";

    private static final int DEFAULT_PORT = 3306;
    private static final String PARAMETERS = "connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true"
            + "&sslMode=DISABLED&allowPublicKeyRetrieval=true";

    /** Starts the embedded server on the first call. */
    static DatabaseServer running() {
        return Holder.SERVER;
    }

    static DatabaseServer parse(String jdbcUrl) {
        if (!jdbcUrl.startsWith("jdbc:mysql://")) {
            throw new IllegalArgumentException(URL_SETTING + " must begin with jdbc:mysql://, but is " + jdbcUrl);
        }
        URI uri = URI.create(jdbcUrl.substring("jdbc:".length()));
        Map<String, String> query = uri.getQuery() == null ? Map.of() : parameters(uri.getQuery());
        return new DatabaseServer(
                uri.getHost(),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                query.getOrDefault("user", "root"),
                query.getOrDefault("password", ""));
    }

    /** The URL of a schema, or of none when the name is empty; user and password are not in it. */
    String jdbcUrl(String schema) {
        return "jdbc:mysql://" + host + ":" + port + "/" + schema + "?" + PARAMETERS;
    }

    void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    String version() {
        return text("SELECT VERSION()");
    }

    boolean isMariaDb() {
        return version().toLowerCase(Locale.ROOT).contains("mariadb");
    }

    /** Asks for one value. */
    String text(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Whether it answers within two seconds. */
    boolean isUp() {
        return canDo("SELECT 1");
    }

    /** Whether it does that within two seconds. */
    boolean canDo(String sql) {
        String url = jdbcUrl("") + "&connectTimeout=2000&socketTimeout=2000";
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(""), user, password);
    }

    private static Map<String, String> parameters(String query) {
        return Arrays.stream(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair.length > 1 ? pair[1] : "", (a, b) -> b));
    }

    private static DatabaseServer start() {
        String url = TestSettings.get(URL_SETTING);
        return url == null ? EmbeddedMariaDb.start() : parse(url);
    }

    /** Starts the server once per JVM, when it is first asked for. */
    private static final class Holder {
        static final DatabaseServer SERVER = start();
    }
}
