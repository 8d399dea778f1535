package io.taskservice.autoconfigure;

import io.taskservice.node.Membership;
import io.taskservice.node.NodePart;
import io.taskservice.node.NodeRepository;
import io.taskservice.node.NodeSettings;
import io.taskservice.redis.RedisLink;
import io.taskservice.redis.RedisSignals;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Joins the cluster once the application is up, before any role begins, and leaves after all of them have ended. */
@Configuration(proxyBeanMethods = false)
class MembershipConfiguration {

    /** Starts before and stops after every role; see the phases of the roles. */
    static final int PHASE = 0;

    @Bean
    Membership membership(
            NodeRepository nodes, NodeSettings settings, Environment environment, ObjectProvider<NodePart> parts) {
        String host = host();
        String port = environment.getProperty("server.port", "");
        String version = Membership.class.getPackage().getImplementationVersion();
        Membership.Origin origin = new Membership.Origin(
                host, port.isEmpty() ? host : host + ":" + port, version == null ? "development" : version);
        return new Membership(nodes, settings, origin, parts.orderedStream().toList());
    }

    @Bean
    SmartLifecycle membershipLifecycle(Membership membership, RedisLink redis, RedisSignals signals) {
        return new Lifecycle(PHASE, List.of(redis::start, signals::start, membership::start), membership::close);
    }

    private static String host() {
        String fromEnvironment = System.getenv("HOSTNAME");
        if (fromEnvironment != null && !fromEnvironment.isBlank()) {
            return fromEnvironment;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
