package io.taskservice.api.rate;

import java.util.Locale;

/** Whose requests a limit counts. */
enum RateKind {
    /** Those with the same key or token. */
    KEY("This key asks too often"),
    /** Those from the same address. */
    ADDRESS("Too many requests come from this address"),
    /** Those from the same address whose credential was no good. */
    AUTHENTICATION(
            "Too many keys or tokens from this address were no good, and this one has not been good here lately");

    private final String sentence;

    RateKind(String sentence) {
        this.sentence = sentence;
    }

    /** Its name in metrics and in the RateLimit fields. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    String sentence() {
        return sentence;
    }
}
