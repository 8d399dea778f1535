package io.taskservice.database;

import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.ibatis.type.BaseTypeHandler;
import org.apache.ibatis.type.JdbcType;
import org.jspecify.annotations.Nullable;

/** Maps {@link Duration} to a {@code BIGINT} of milliseconds. */
final class DurationTypeHandler extends BaseTypeHandler<Duration> {

    @Override
    public void setNonNullParameter(PreparedStatement statement, int index, Duration value, @Nullable JdbcType type)
            throws SQLException {
        statement.setLong(index, value.toMillis());
    }

    @Override
    public @Nullable Duration getNullableResult(ResultSet rows, String column) throws SQLException {
        return toDuration(rows.getLong(column), rows.wasNull());
    }

    @Override
    public @Nullable Duration getNullableResult(ResultSet rows, int column) throws SQLException {
        return toDuration(rows.getLong(column), rows.wasNull());
    }

    @Override
    public @Nullable Duration getNullableResult(CallableStatement call, int column) throws SQLException {
        return toDuration(call.getLong(column), call.wasNull());
    }

    private static @Nullable Duration toDuration(long millis, boolean isNull) {
        return isNull ? null : Duration.ofMillis(millis);
    }
}
