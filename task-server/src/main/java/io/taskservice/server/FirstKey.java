package io.taskservice.server;

import io.taskservice.node.ConditionalOnRole;
import io.taskservice.node.Role;
import io.taskservice.tenant.ApiKeys;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sees to it that somebody can get in, and shows a key that was generated: this once, because only its hash is kept. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(Role.API)
class FirstKey {

    private static final String NOTICE = """

            ----------------------------------------------------------------------
            The admin API key, shown this once and stored as a hash only:

                %s

            Send it as   Authorization: Bearer <key>   or   X-API-Key: <key>
            To choose it yourself, set TASK_ADMIN_API_KEY (32 characters or more).
            ----------------------------------------------------------------------
            """;

    /** Prints to the console itself: a log collector is no place for a key. */
    @Bean
    ApplicationRunner showFirstKey(ApiKeys keys, @Value("${app.task.admin-api-key:}") String fromOutside) {
        return arguments ->
                keys.ensureAdminKey(fromOutside).ifPresent(key -> System.out.println(NOTICE.formatted(key)));
    }
}
