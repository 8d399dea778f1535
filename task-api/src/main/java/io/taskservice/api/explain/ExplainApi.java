package io.taskservice.api.explain;

import io.taskservice.database.TaskDatabase;
import io.taskservice.firing.FiringHistory;
import io.taskservice.gate.GateLook;
import io.taskservice.instance.InstanceLine;
import io.taskservice.queue.LaneLook;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Makes the routes of this package known to Spring. */
@Configuration(proxyBeanMethods = false)
@Import({
    Clusters.class,
    Situations.class,
    InstanceExplanations.class,
    InstanceExplainController.class,
    DefinitionExplanations.class,
    DefinitionExplainController.class
})
public class ExplainApi {

    @Bean
    Looks looks(TaskDatabase database) {
        return new Looks(new InstanceLine(database), new LaneLook(database), new GateLook(database));
    }

    @Bean
    FiringHistory firingHistory(TaskDatabase database) {
        return new FiringHistory(database);
    }
}
