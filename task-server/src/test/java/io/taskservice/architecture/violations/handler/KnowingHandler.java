package io.taskservice.architecture.violations.handler;

import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** An SPI type that knows JDBC. */
final class KnowingHandler {
    @Nullable
    Connection connection;
}
