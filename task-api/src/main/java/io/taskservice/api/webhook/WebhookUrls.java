package io.taskservice.api.webhook;

import io.taskservice.api.web.FieldError;
import io.taskservice.outbound.TargetGuard;
import io.taskservice.webhook.WebhookSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with a URL that events shall be sent to.
 *
 * <p>Names are not looked up here: what they lead to is checked at each connection, where it counts.
 */
public final class WebhookUrls {

    private static final int LONGEST = 1000;

    private final TargetGuard guard;

    WebhookUrls(WebhookSettings settings) {
        this.guard = settings.guard();
    }

    /** The error of a field that holds a URL; empty: it is acceptable, or there is none. */
    public Optional<FieldError> check(String field, @Nullable String url) {
        return url == null
                ? Optional.empty()
                : problemOf(url).map(problem -> new FieldError(field, "INVALID_URL", field + " " + problem));
    }

    private Optional<String> problemOf(String url) {
        if (url.length() > LONGEST) {
            return Optional.of("is at most " + LONGEST + " characters");
        }
        try {
            return problemOf(new URI(url));
        } catch (URISyntaxException e) {
            return Optional.of("is not a URL: " + e.getReason() + "; write for example https://example.com/hook");
        }
    }

    private Optional<String> problemOf(URI uri) {
        if (!"http".equalsIgnoreCase(uri.getScheme()) && !"https".equalsIgnoreCase(uri.getScheme())) {
            return Optional.of("must begin with http:// or https://");
        }
        if (uri.getHost() == null || uri.getPort() > 65_535 || uri.getPort() == 0) {
            return Optional.of("must name a host, and a port from 1 to 65535 if any");
        }
        if (uri.getRawUserInfo() != null) {
            return Optional.of("must not hold a user or password; deliveries are signed instead");
        }
        return guard.refusesAtSight(uri.getHost())
                ? Optional.of("names a private, loopback or link-local target; name a public one")
                : Optional.empty();
    }
}
