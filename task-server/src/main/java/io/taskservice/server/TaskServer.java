package io.taskservice.server;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A stand-in for the lead's main class, with its signature. */
@SpringBootApplication
public class TaskServer {

    public static void main(String[] args) {
        run(Map.of(), args);
    }

    public static ConfigurableApplicationContext run(Map<String, Object> defaults, String... args) {
        SpringApplication application = new SpringApplication(TaskServer.class);
        application.setDefaultProperties(defaults);
        return application.run(args);
    }
}
