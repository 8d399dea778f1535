package io.taskservice.api;

import io.taskservice.api.security.SecurityConfiguration;
import io.taskservice.api.web.WebConfiguration;
import io.taskservice.autoconfigure.TaskCommonAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Import;

/** What every process with a web server has, whatever its roles: nothing open but its health, errors in one form. */
@AutoConfiguration(
        after = TaskCommonAutoConfiguration.class,
        beforeName = {
            "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
            "org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration"
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@Import({WebConfiguration.class, SecurityConfiguration.class})
public class TaskWebAutoConfiguration {}
