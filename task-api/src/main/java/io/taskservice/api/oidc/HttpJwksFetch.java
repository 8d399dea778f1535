package io.taskservice.api.oidc;

import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Fetches an issuer's keys over HTTP: without redirects, and patient for some seconds only. */
final class HttpJwksFetch implements IssuerKeys.JwksFetch {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final URI uri;
    private @Nullable HttpClient client;

    HttpJwksFetch(URI uri) {
        this.uri = uri;
    }

    /** The issuer's keys are locked meanwhile, so there is one at a time. */
    @Override
    public JWKSet fetch() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
        CompletableFuture<HttpResponse<String>> answer = client().sendAsync(request, BodyHandlers.ofString());
        try {
            HttpResponse<String> response = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new IOException(uri + " answers " + response.statusCode());
            }
            return JWKSet.parse(response.body());
        } finally {
            answer.cancel(true);
        }
    }

    private HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            made = HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
            client = made;
        }
        return made;
    }
}
