package io.taskservice.api.secret;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Makes the routes of this package known to Spring. */
@Configuration(proxyBeanMethods = false)
@Import({Secrets.class, SecretController.class})
public class SecretApi {}
