package io.taskservice.api.instance;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Makes the routes of this package known to Spring. */
@Configuration(proxyBeanMethods = false)
@Import({
    Admission.class,
    Repeats.class,
    Instances.class,
    InstanceDetails.class,
    InstanceController.class,
    InstanceChangeController.class,
    TaskController.class,
    Logs.class,
    LogFollower.class,
    LogController.class,
    LogStreamer.class,
    LogStreamController.class
})
public class InstanceApi {}
