package io.taskservice.api.audit;

import io.taskservice.audit.AuditTrail;
import io.taskservice.database.TaskDatabase;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Makes the routes of this package known to Spring. */
@Configuration(proxyBeanMethods = false)
@Import({AuditController.class, InvariantController.class})
public class AuditApi {

    @Bean
    AuditTrail auditTrail(TaskDatabase database) {
        return new AuditTrail(database);
    }
}
