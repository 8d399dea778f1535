package io.taskservice.api.scheduler;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Makes the routes of this package known to Spring. */
@Configuration(proxyBeanMethods = false)
@Import({SchedulerStatus.class, SchedulerController.class})
public class SchedulerApi {}
