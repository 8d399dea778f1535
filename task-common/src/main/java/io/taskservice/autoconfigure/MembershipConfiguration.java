package io.taskservice.autoconfigure;

import io.taskservice.database.DatabaseConnections;
import io.taskservice.database.DatabaseSettings;
import io.taskservice.database.TaskDatabase;
import io.taskservice.node.Membership;
import io.taskservice.node.NodePart;
import io.taskservice.node.NodeRepository;
import io.taskservice.node.NodeSettings;
import io.taskservice.redis.RedisLink;
import io.taskservice.redis.RedisLive;
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

    /**
     * Heartbeats have connections of their own, which give up within a third of the lease: neither a busy pool nor a
     * frozen answer on an old connection may cost the lease. {@code taskDatabase} comes first: it migrates.
     */
    @Bean(destroyMethod = "close")
    HeartbeatDatabase heartbeatDatabase(DatabaseSettings settings, NodeSettings node, TaskDatabase taskDatabase) {
        return new HeartbeatDatabase(new TaskDatabase(
                DatabaseConnections.open(settings.small(node.lease().dividedBy(3)))));
    }

    @Bean(destroyMethod = "")
    Membership membership(
            HeartbeatDatabase database,
            NodeSettings settings,
            Environment environment,
            ObjectProvider<NodePart> parts) {
        String host = host();
        String port = environment.getProperty("server.port", "");
        Membership.Origin origin =
                new Membership.Origin(host, port.isEmpty() ? host : host + ":" + port, Membership.softwareVersion());
        return new Membership(
                new NodeRepository(database.database()),
                settings,
                origin,
                parts.orderedStream().toList());
    }

    @Bean
    SmartLifecycle membershipLifecycle(Membership membership, RedisLink redis, RedisSignals signals, RedisLive live) {
        return new Lifecycle(
                PHASE, List.of(redis::start, signals::start, live::start, membership::start), membership::close);
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

    /** A second door to the same database, of its own type so that nobody takes it for the first. */
    record HeartbeatDatabase(TaskDatabase database) implements AutoCloseable {

        @Override
        public void close() throws Exception {
            database.close();
        }
    }
}
