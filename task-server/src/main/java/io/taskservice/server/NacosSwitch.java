package io.taskservice.server;

import java.util.HashMap;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/** Turns discovery on when {@code NACOS_SERVER_ADDR} says where Nacos is, and off otherwise. */
final class NacosSwitch implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String ADDRESS = "spring.cloud.nacos.discovery.server-addr";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        boolean isPresent = StringUtils.hasText(environment.getProperty(ADDRESS));
        Map<String, Object> settings = new HashMap<>();
        settings.put("spring.cloud.nacos.discovery.enabled", isPresent);
        settings.put("spring.cloud.service-registry.auto-registration.enabled", isPresent);
        environment.getPropertySources().addLast(new MapPropertySource("nacos-switch", settings));
        if (isPresent) {
            writeBelow(environment.getProperty("java.io.tmpdir", "."));
        }
    }

    /** Nacos's client writes logs and a cache below the home directory, which a container may not let it. */
    private static void writeBelow(String folder) {
        for (String key : new String[] {"JM.LOG.PATH", "JM.SNAPSHOT.PATH"}) {
            if (System.getProperty(key) == null) {
                System.setProperty(key, folder + "/task-service-nacos");
            }
        }
    }
}
