package io.taskservice.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Keeps the product from telling of thousands of crashes, until it is closed. */
final class QuietLogs implements AutoCloseable {

    private final Map<Logger, @Nullable Level> before = new LinkedHashMap<>();

    QuietLogs() {
        for (String name : List.of("io.taskservice", "task", "org.springframework")) {
            Logger logger = (Logger) LoggerFactory.getLogger(name);
            before.put(logger, logger.getLevel());
            logger.setLevel(Level.OFF);
        }
    }

    @Override
    public void close() {
        before.forEach(Logger::setLevel);
    }
}
