package io.taskservice.api;

import io.taskservice.cluster.ClusterRepository;
import io.taskservice.database.Migrations;
import io.taskservice.database.TaskDatabase;
import io.taskservice.definition.TaskDefinitionRepository;
import io.taskservice.firing.FiringRepository;
import io.taskservice.instance.InstanceUpkeep;
import io.taskservice.instance.TaskInstanceRepository;
import io.taskservice.node.NodeRepository;
import io.taskservice.signal.Signals;
import io.taskservice.tenant.ApiKeys;
import io.taskservice.testkit.TestDatabase;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The API and what it stands on, without schedulers and executors: tests play their part. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class ApiTestApplication {

    /** The key of a platform administrator whose own tenant is {@code default}. */
    public static final String ADMIN_KEY = "Qm7Zr4Xv9Lk2Pw8Tn5Bc3Jd6Hs1Gf0Ya-test";

    @Bean
    TestDatabase testDatabase() {
        TestDatabase database = TestDatabase.fresh();
        Migrations.migrate(database.dataSource());
        return database;
    }

    @Bean
    TaskDatabase taskDatabase(TestDatabase database) {
        return new TaskDatabase(database.dataSource());
    }

    @Bean
    TaskDefinitionRepository definitions(TaskDatabase database) {
        return new TaskDefinitionRepository(database);
    }

    @Bean
    TaskInstanceRepository instances(TaskDatabase database, TaskDefinitionRepository definitions) {
        return new TaskInstanceRepository(database, definitions);
    }

    @Bean
    InstanceUpkeep upkeep(TaskDatabase database, TaskDefinitionRepository definitions) {
        return new InstanceUpkeep(database, definitions);
    }

    @Bean
    FiringRepository firings(
            TaskDatabase database, TaskDefinitionRepository definitions, TaskInstanceRepository instances) {
        return new FiringRepository(database, definitions, instances);
    }

    @Bean
    NodeRepository nodes(TaskDatabase database) {
        return new NodeRepository(database);
    }

    @Bean
    ClusterRepository cluster(TaskDatabase database) {
        return new ClusterRepository(database);
    }

    @Bean
    Signals signals() {
        return new Signals();
    }

    @Bean
    Object adminKey(ApiKeys keys) {
        return keys.ensureAdminKey(ADMIN_KEY);
    }
}
