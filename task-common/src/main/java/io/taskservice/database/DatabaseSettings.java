package io.taskservice.database;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the platform's MySQL is.
 *
 * @param host host name or address
 * @param port TCP port
 * @param name database (schema) name
 * @param user user name
 * @param password password of the user; empty: none
 * @param maxPoolSize most connections this process opens
 * @param connectTimeout longest wait for a connection to open, or for a free one of the pool
 * @param socketTimeout longest wait for an answer; a statement that takes longer fails and its connection is closed
 * @param sslMode Connector/J's sslMode: DISABLED, PREFERRED, REQUIRED, VERIFY_CA or VERIFY_IDENTITY
 * @param migrate whether to bring the schema up to date at start
 */
@Validated
@ConfigurationProperties("app.task.database")
public record DatabaseSettings(
        @DefaultValue("localhost") @NotBlank String host,
        @DefaultValue("3306") @Min(1) @Max(65535) int port,
        @DefaultValue("task") @NotBlank String name,
        @DefaultValue("root") @NotBlank String user,
        @DefaultValue("") String password,
        @DefaultValue("32") @Min(4) int maxPoolSize,
        @DefaultValue("5s") @DurationMin(millis = 250) Duration connectTimeout,
        @DefaultValue("30s") @DurationMin(seconds = 1) Duration socketTimeout,
        @DefaultValue("PREFERRED") @NotBlank String sslMode,
        @DefaultValue("true") boolean migrate) {

    /** The same place, for a few connections that wait for no answer longer than {@code patience}. */
    public DatabaseSettings small(Duration patience) {
        return new DatabaseSettings(host, port, name, user, password, 2, patience, patience, sslMode, false);
    }
}
