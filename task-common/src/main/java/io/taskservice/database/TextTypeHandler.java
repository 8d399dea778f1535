package io.taskservice.database;

import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Function;
import org.apache.ibatis.type.BaseTypeHandler;
import org.apache.ibatis.type.JdbcType;
import org.jspecify.annotations.Nullable;

/** Maps a small type to the text it wraps; always bound as a string, since {@code id = 0} would match every text id. */
final class TextTypeHandler<T> extends BaseTypeHandler<T> {

    private final Function<String, T> fromText;
    private final Function<T, String> toText;

    TextTypeHandler(Function<String, T> fromText, Function<T, String> toText) {
        this.fromText = fromText;
        this.toText = toText;
    }

    @Override
    public void setNonNullParameter(PreparedStatement statement, int index, T value, @Nullable JdbcType type)
            throws SQLException {
        statement.setString(index, toText.apply(value));
    }

    @Override
    public @Nullable T getNullableResult(ResultSet rows, String column) throws SQLException {
        return parse(rows.getString(column));
    }

    @Override
    public @Nullable T getNullableResult(ResultSet rows, int column) throws SQLException {
        return parse(rows.getString(column));
    }

    @Override
    public @Nullable T getNullableResult(CallableStatement call, int column) throws SQLException {
        return parse(call.getString(column));
    }

    private @Nullable T parse(@Nullable String text) {
        return text == null ? null : fromText.apply(text);
    }
}
