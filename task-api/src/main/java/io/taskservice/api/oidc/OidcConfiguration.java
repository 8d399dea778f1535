package io.taskservice.api.oidc;

import io.taskservice.tenant.TenantRepository;
import java.net.URI;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes tokens known to Spring. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OidcSettings.class)
public class OidcConfiguration {

    @Bean
    Tokens tokens(OidcSettings settings, TenantRepository tenants, InstantSource clock) {
        if (!settings.isOn()) {
            return new Tokens(settings, null, tenants);
        }
        IssuerKeys keys = new IssuerKeys(new HttpJwksFetch(URI.create(settings.jwksUri())), clock);
        return new Tokens(settings, TokenDecoder.of(settings, keys, clock), tenants);
    }
}
