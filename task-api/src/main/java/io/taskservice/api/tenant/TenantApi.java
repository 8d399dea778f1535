package io.taskservice.api.tenant;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Makes the routes of this package known to Spring. */
@Configuration(proxyBeanMethods = false)
@Import({TenantAccess.class, Tenants.class, KeyCheck.class, Keys.class, TenantController.class, KeyController.class})
public class TenantApi {}
