package io.taskservice.api.live;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.taskservice.api.security.CallerCheck;
import io.taskservice.autoconfigure.Lifecycle;
import io.taskservice.database.TaskDatabase;
import io.taskservice.live.LiveFeed;
import io.taskservice.live.LiveRepository;
import io.taskservice.node.NodeRepository;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Makes the live streams known to Spring. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StreamSettings.class)
@Import(StreamController.class)
public class LiveApi {

    /** Ends after the executor has drained and before the web server waits for requests under way, at MAX - 1024. */
    private static final int PHASE = Integer.MAX_VALUE - 512;

    @Bean
    Streams streams(CallerCheck check, StreamSettings settings, ObjectProvider<MeterRegistry> registry) {
        return new Streams(check, settings, new StreamMetrics(registry.getIfAvailable(CompositeMeterRegistry::new)));
    }

    @Bean
    LiveHub liveHub(LiveFeed live, TaskDatabase database, NodeRepository nodes, Streams streams) {
        return new LiveHub(live, new LiveRepository(database), nodes, streams);
    }

    @Bean
    SmartLifecycle liveLifecycle(Streams streams, LiveHub hub) {
        return new Lifecycle(PHASE, List.of(streams::start, hub::start), () -> {
            hub.close();
            streams.close();
        });
    }
}
