package io.taskservice.api.definition;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Makes the routes of this package known to Spring. */
@Configuration(proxyBeanMethods = false)
@Import({
    Definitions.class,
    DefinitionValidation.class,
    Handlers.class,
    Runs.class,
    DefinitionController.class,
    DefinitionReadController.class,
    RunController.class
})
public class DefinitionApi {}
