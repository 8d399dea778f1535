package io.taskservice.server;

import com.alibaba.cloud.nacos.ConditionalOnNacosDiscoveryEnabled;
import com.alibaba.cloud.nacos.NacosDiscoveryProperties;
import io.taskservice.node.NodePart;
import java.util.stream.Collectors;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tells Nacos what this node plays and which handlers it has. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnNacosDiscoveryEnabled
class NacosMetadata {

    @Bean
    InitializingBean describeNode(NacosDiscoveryProperties nacos, ObjectProvider<NodePart> parts) {
        return () -> {
            nacos.getMetadata()
                    .put(
                            "roles",
                            parts.stream()
                                    .map(part -> part.role().key())
                                    .sorted()
                                    .collect(Collectors.joining(",")));
            nacos.getMetadata()
                    .put(
                            "handlers",
                            parts.stream()
                                    .flatMap(part -> part.handlers().stream())
                                    .sorted()
                                    .collect(Collectors.joining(",")));
        };
    }
}
