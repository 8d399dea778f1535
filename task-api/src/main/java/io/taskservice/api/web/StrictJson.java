package io.taskservice.api.web;

import java.time.DateTimeException;
import java.time.Instant;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/**
 * JSON as this API speaks it: unknown or repeated fields, numbers in quotes and texts without are refused instead of
 * guessed at, and nothing may be deep, long or many enough to hurt.
 */
public final class StrictJson {

    /** Levels of objects and arrays. */
    static final int DEEPEST = 32;

    /** Characters of one text: more than any field may have, so that its own limit is what is told of. */
    static final int LONGEST_TEXT = 1024 * 1024;

    /** Digits of one number. */
    static final int LONGEST_NUMBER = 1000;

    /** Names, values, brackets: what a batch of a thousand large tasks does not reach. */
    static final long MOST_TOKENS = 1_000_000;

    /** All of these, for people. */
    static final String LIMITS = DEEPEST + " levels, " + LONGEST_TEXT + " characters in a text, " + LONGEST_NUMBER
            + " digits in a number, " + MOST_TOKENS + " names, values and brackets";

    private StrictJson() {}

    /** A mapper of its own: nobody else's settings reach it, nor its anybody else. */
    public static JsonMapper mapper() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxStringLength(LONGEST_TEXT)
                        .maxNumberLength(LONGEST_NUMBER)
                        .maxTokenCount(MOST_TOKENS)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        JsonMapper.Builder builder = JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .addModule(new SimpleModule().addDeserializer(Instant.class, new StrictInstant()));
        refuse(builder, LogicalType.Textual, CoercionInputShape.Integer, CoercionInputShape.Float);
        refuse(builder, LogicalType.Textual, CoercionInputShape.Boolean);
        refuse(builder, LogicalType.Integer, CoercionInputShape.String, CoercionInputShape.EmptyString);
        refuse(builder, LogicalType.Boolean, CoercionInputShape.String, CoercionInputShape.EmptyString);
        refuse(builder, LogicalType.Boolean, CoercionInputShape.Integer);
        refuse(builder, LogicalType.Enum, CoercionInputShape.EmptyString);
        return builder.build();
    }

    private static void refuse(JsonMapper.Builder builder, LogicalType type, CoercionInputShape... shapes) {
        builder.withCoercionConfig(type, config -> {
            for (CoercionInputShape shape : shapes) {
                config.setCoercion(shape, CoercionAction.Fail);
            }
        });
    }

    /** Reads an instant from ISO-8601 text with Z or an offset, and from nothing else: a bare number has no unit. */
    private static final class StrictInstant extends StdDeserializer<Instant> {

        StrictInstant() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                return (Instant) context.handleUnexpectedToken(Instant.class, parser);
            }
            String text = parser.getString();
            try {
                return Instants.parse(text);
            } catch (DateTimeException e) {
                return (Instant) context.handleWeirdStringValue(Instant.class, text, "not an instant");
            }
        }
    }
}
