package io.taskservice.database;

import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * One row of a batch that a statement gets as a JSON text and reads with {@code JSON_TABLE}: one parameter and one text of
 * SQL, however many rows.
 *
 * <p>Such a statement is parsed once. One with a placeholder for each value is built, parsed and bound anew for every number
 * of rows, which cost several times what the database needs for the rows. A null is left out, which {@code JSON_TABLE} reads
 * as NULL.
 */
public final class JsonRow {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final DateTimeFormatter DATETIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    private final JsonGenerator json;

    private JsonRow(JsonGenerator json) {
        this.json = json;
    }

    /** A JSON array with an object for each row, of which {@code columns} puts the values. */
    public static <R> String write(Collection<? extends R> rows, BiConsumer<JsonRow, R> columns) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            JsonRow row = new JsonRow(json);
            json.writeStartArray();
            for (R next : rows) {
                json.writeStartObject();
                columns.accept(row, next);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        return text.toString();
    }

    /** A text. */
    public JsonRow put(String column, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(column, value);
        }
        return this;
    }

    /** A number. */
    public JsonRow put(String column, @Nullable Integer value) {
        if (value != null) {
            json.writeNumberProperty(column, value.intValue());
        }
        return this;
    }

    /** A large number. */
    public JsonRow put(String column, long value) {
        json.writeNumberProperty(column, value);
        return this;
    }

    /** A truth, as MySQL has it: 1 or 0. */
    public JsonRow put(String column, boolean value) {
        json.writeNumberProperty(column, value ? 1 : 0);
        return this;
    }

    /** Milliseconds. */
    public JsonRow put(String column, @Nullable Duration value) {
        if (value != null) {
            json.writeNumberProperty(column, value.toMillis());
        }
        return this;
    }

    /** UTC, digits below the millisecond cut off. */
    public JsonRow put(String column, @Nullable Instant value) {
        if (value != null) {
            json.writeStringProperty(column, DATETIME.format(LocalDateTime.ofInstant(value, ZoneOffset.UTC)));
        }
        return this;
    }
}
