package io.taskservice.identity;

import java.util.Optional;
import java.util.regex.Pattern;

/** Names a tenant: 1 to 36 characters of {@code a-z 0-9 -}. */
public record TenantId(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,35}");

    /** The tenant that exists from the first start on. */
    public static final TenantId DEFAULT = new TenantId("default");

    /** Owns the platform's own doings: its housekeeping, and audit entries of tenant management, for instance. */
    public static final TenantId SYSTEM = new TenantId("system");

    /** Refuses anything that is not a tenant id, so that none reaches SQL. */
    public TenantId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "A tenant id is 1 to 36 characters of a-z, 0-9 and -, and does not start with -");
        }
    }

    /** Reads one from outside; empty when it has not the form of an id, so that it cannot name anything. */
    public static Optional<TenantId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new TenantId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
