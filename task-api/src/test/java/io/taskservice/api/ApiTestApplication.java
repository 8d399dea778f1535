package io.taskservice.api;

import io.taskservice.tenant.ApiKeys;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The API and what it stands on, without schedulers and executors: tests play their part. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class ApiTestApplication {

    /** The key of a platform administrator whose own tenant is {@code default}. */
    public static final String ADMIN_KEY = "Qm7Zr4Xv9Lk2Pw8Tn5Bc3Jd6Hs1Gf0Ya-test";

    @Bean
    AdminKey adminKey(ApiKeys keys) {
        keys.ensureAdminKey(ADMIN_KEY);
        return new AdminKey();
    }

    /** Stands for the fact that the key is registered. */
    static final class AdminKey {}
}
