package io.taskservice.api.webhook;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Makes the routes of this package known to Spring. */
@Configuration(proxyBeanMethods = false)
@Import({
    WebhookUrls.class,
    Webhooks.class,
    Deliveries.class,
    WebhookController.class,
    DeliveryController.class,
    CallbackSecretController.class
})
public class WebhookApi {}
