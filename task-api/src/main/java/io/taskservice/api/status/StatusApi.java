package io.taskservice.api.status;

import io.taskservice.database.TaskDatabase;
import io.taskservice.instance.InstanceCounts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Makes the routes of this package known to Spring. */
@Configuration(proxyBeanMethods = false)
@Import({ServiceStatus.class, ServiceStatusController.class, TaskStatsController.class})
public class StatusApi {

    @Bean
    InstanceCounts instanceCounts(TaskDatabase database) {
        return new InstanceCounts(database);
    }
}
