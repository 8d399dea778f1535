package io.taskservice.identity;

import java.util.regex.Pattern;

/** Names a tenant: 1 to 36 characters of {@code a-z 0-9 -}. */
public record TenantId(String value) {

    /** The tenant that exists from the first start on. */
    public static final TenantId DEFAULT = new TenantId("default");

    /** Owns nothing but the platform's own doings: audit entries of tenant management, for instance. */
    public static final TenantId SYSTEM = new TenantId("system");

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,35}");

    /** Refuses anything that is not a tenant id, so that none reaches SQL. */
    public TenantId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "A tenant id is 1 to 36 characters of a-z, 0-9 and -, and does not start with -");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
