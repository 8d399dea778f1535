package io.taskservice.executor.builtin;

import io.taskservice.executor.TaskExecutorAutoConfiguration;
import io.taskservice.node.ConditionalOnRole;
import io.taskservice.node.Role;
import io.taskservice.outbound.TargetGuard;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.Timeout;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The handlers echo, sleep, fail and http; {@code app.task.executor.built-in-handlers=false} leaves them out. */
@AutoConfiguration(before = TaskExecutorAutoConfiguration.class)
@ConditionalOnRole(Role.EXECUTOR)
@ConditionalOnProperty(name = "app.task.executor.built-in-handlers", matchIfMissing = true)
@EnableConfigurationProperties(HttpHandlerSettings.class)
public class BuiltInHandlersAutoConfiguration {

    @Bean("echo")
    EchoHandler echo() {
        return new EchoHandler();
    }

    @Bean("sleep")
    SleepHandler sleep() {
        return new SleepHandler();
    }

    @Bean("fail")
    FailHandler fail() {
        return new FailHandler();
    }

    /** Redirects are followed to where the guard lets any request go; nothing is sent twice. */
    @Bean("http")
    @ConditionalOnProperty(name = "app.task.executor.http.enabled", matchIfMissing = true)
    HttpHandler http(HttpHandlerSettings settings) {
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new TargetGuard(settings.allowedHosts(), "app.task.executor.http.allowed-hosts"))
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                        .build())
                .setMaxConnTotal(200)
                .setMaxConnPerRoute(50)
                .build();
        return new HttpHandler(
                HttpClients.custom()
                        .setConnectionManager(connections)
                        .disableAutomaticRetries()
                        .disableCookieManagement()
                        .build(),
                settings);
    }
}
