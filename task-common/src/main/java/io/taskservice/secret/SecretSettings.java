package io.taskservice.secret;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keys that seal secrets in the database.
 *
 * @param key the master key (TASK_SECRETS_KEY), the same for every process: 32 random bytes in base64, as openssl rand
 *     -base64 32 makes them; without it nothing starts
 * @param previousKeys keys that are still read but seal nothing any more (TASK_SECRETS_PREVIOUS_KEYS)
 */
@ConfigurationProperties("app.task.secrets")
public record SecretSettings(
        @DefaultValue("") String key, @DefaultValue List<String> previousKeys) {

    public SecretSettings {
        previousKeys = previousKeys.stream().filter(text -> !text.isBlank()).toList();
    }

    /** Without the keys, so that they cannot end in a log. */
    @Override
    public String toString() {
        return "SecretSettings[" + previousKeys.size() + " previous keys]";
    }
}
