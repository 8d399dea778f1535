package io.taskservice.server;

import io.taskservice.audit.AuditTrail;
import io.taskservice.audit.AuditVerdict;
import io.taskservice.database.DatabaseConnections;
import io.taskservice.database.DatabaseSettings;
import io.taskservice.database.Migrations;
import io.taskservice.database.TaskDatabase;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;

/**
 * Starts a server. {@code java -jar task-server.jar} runs it; with {@code migrate} as its first argument it brings the
 * schema up to date and ends; with {@code verify-audit} it says of each tenant whether its audit log is whole, and ends
 * with 1 if one is not.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class TaskServer {

    private static final String MIGRATE = "migrate";
    private static final String VERIFY_AUDIT = "verify-audit";

    /** Runs the server or a command, by the first argument. */
    public static void main(String[] args) {
        switch (args.length == 0 ? "" : args[0]) {
            case MIGRATE -> migrate(Arrays.copyOfRange(args, 1, args.length));
            case VERIFY_AUDIT -> System.exit(verifyAudit(Arrays.copyOfRange(args, 1, args.length)) ? 0 : 1);
            default -> run(Map.of(), args);
        }
    }

    /** Runs the server with settings that count before every other source; returns when it is ready. */
    public static ConfigurableApplicationContext run(Map<String, Object> settings, String... args) {
        return new SpringApplicationBuilder(TaskServer.class)
                .initializers(
                        context -> context.getEnvironment()
                                .getPropertySources()
                                .addFirst(new MapPropertySource("task-server-start", settings)),
                        new NacosSwitch())
                .run(args);
    }

    /** Prints a line for each tenant and returns whether all audit logs are whole. */
    static boolean verifyAudit(String... args) {
        try (ConfigurableApplicationContext context = settings(args);
                var connections = DatabaseConnections.open(context.getBean(DatabaseSettings.class))) {
            AuditTrail trail = new AuditTrail(new TaskDatabase(connections));
            List<AuditVerdict> verdicts =
                    trail.tenants().stream().map(trail::verify).toList();
            verdicts.forEach(verdict -> System.out.println(lineOf(verdict)));
            return verdicts.stream().allMatch(AuditVerdict::isOk);
        }
    }

    private static String lineOf(AuditVerdict verdict) {
        String range = verdict.lastSeq() < verdict.firstSeq()
                ? "no entries"
                : "entries %d to %d, the last with hash %s"
                        .formatted(verdict.firstSeq(), verdict.lastSeq(), verdict.lastHash());
        return verdict.isOk()
                ? "%s: ok, %s".formatted(verdict.tenantId(), range)
                : "%s: BROKEN at %d: %s (%s)"
                        .formatted(verdict.tenantId(), verdict.brokenSeq(), verdict.reason(), range);
    }

    private static ConfigurableApplicationContext settings(String... args) {
        return new SpringApplicationBuilder(SettingsOnly.class)
                .web(WebApplicationType.NONE)
                .run(args);
    }

    private static void migrate(String... args) {
        try (ConfigurableApplicationContext context = settings(args);
                var connections = DatabaseConnections.open(context.getBean(DatabaseSettings.class))) {
            int files = Migrations.migrate(connections);
            LoggerFactory.getLogger(TaskServer.class).info("The schema is up to date; {} files ran", files);
        }
    }

    /** As much of the application as the commands need: the settings. */
    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(DatabaseSettings.class)
    static class SettingsOnly {}
}
