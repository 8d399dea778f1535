package io.taskservice.api.deadletter;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Makes the routes of this package known to Spring. */
@Configuration(proxyBeanMethods = false)
@Import({DeadLetterChanges.class, DeadLetterController.class, DeadLetterReadController.class})
public class DeadLetterApi {}
