package io.taskservice.examples;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An ordinary Spring Boot application; that it runs tasks comes from its dependency on task-executor. */
@SpringBootApplication(proxyBeanMethods = false)
public class ExampleExecutor {

    public static void main(String[] args) {
        SpringApplication.run(ExampleExecutor.class, args);
    }
}
