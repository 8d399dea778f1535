package io.taskservice.api.schedule;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Makes the routes of this package known to Spring. */
@Configuration(proxyBeanMethods = false)
@Import(ScheduleController.class)
public class ScheduleApi {}
