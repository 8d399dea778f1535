package io.taskservice.api.worker;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Makes the routes of this package known to Spring. */
@Configuration(proxyBeanMethods = false)
@Import({
    Workers.class,
    Scaling.class,
    WorkerController.class,
    WorkerStatsController.class,
    WorkerWishController.class,
    HandlerController.class
})
public class WorkerApi {}
