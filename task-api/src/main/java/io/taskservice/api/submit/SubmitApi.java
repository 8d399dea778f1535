package io.taskservice.api.submit;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Makes the routes of this package known to Spring. */
@Configuration(proxyBeanMethods = false)
@Import({SubmitValidation.class, Submissions.class, SubmitController.class})
public class SubmitApi {}
