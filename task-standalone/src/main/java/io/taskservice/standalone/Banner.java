package io.taskservice.standalone;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.PropertyResolver;

/** What the person who started Task Service reads when it is ready: where to go from here. */
final class Banner {

    private static final int UNKNOWN_PORT = 8084;

    private Banner() {}

    /** {@code data} is null when nothing is kept on this machine. */
    static String text(PropertyResolver server, @Nullable Path data) {
        int port = server.getProperty("local.server.port", Integer.class, UNKNOWN_PORT);
        String base = "http://localhost:" + port + server.getProperty("server.servlet.context-path", "");
        String kept = data == null ? "" : "  Data        " + data + "\n";
        return """

                Task Service is ready.

                  API         %1$s/api/v1
                  Swagger UI  %1$s/swagger-ui.html
                  Health      %1$s/actuator/health
                %2$s
                Stop it with Ctrl-C.
                """.formatted(base, kept);
    }
}
