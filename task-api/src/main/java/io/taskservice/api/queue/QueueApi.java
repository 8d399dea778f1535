package io.taskservice.api.queue;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Makes the routes of this package known to Spring. */
@Configuration(proxyBeanMethods = false)
@Import({
    Queues.class,
    QueueChanges.class,
    QueueController.class,
    QueueReadController.class,
    TenantLimits.class,
    TenantLimitController.class
})
public class QueueApi {}
