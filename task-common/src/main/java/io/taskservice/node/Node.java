package io.taskservice.node;

import io.taskservice.identity.NodeId;
import java.time.Instant;
import java.util.Set;

/**
 * A process, for the time of one lease.
 *
 * @param id its id
 * @param bootId random for each process start
 * @param profile what it is and can do
 * @param state where it stands
 * @param wish what people want its executor to do
 * @param load what it does now, as of its last heartbeat
 * @param leaseUntil its claims are its own until then
 * @param startedAt when it joined
 */
public record Node(
        NodeId id,
        String bootId,
        Profile profile,
        NodeState state,
        NodeWish wish,
        Load load,
        Instant leaseUntil,
        Instant startedAt) {

    /**
     * What a node is and can do.
     *
     * @param roles what it plays
     * @param address host and HTTP port, for people
     * @param version version of the software
     * @param slots handlers it runs at once; 0 without the executor role
     * @param handlers names of its handlers
     * @param queues queues it claims from
     */
    public record Profile(
            Set<Role> roles, String address, String version, int slots, Set<String> handlers, Set<String> queues) {

        /** Whether such a node claims what waits in a queue for a handler. */
        public boolean claims(String queue, String handler) {
            return queues.contains(queue) && handlers.contains(handler);
        }
    }

    /**
     * What a node does.
     *
     * @param busy handlers it runs now
     * @param partitions partitions of definitions it owns
     * @param generation generation of the scheduler wish it last obeyed
     */
    public record Load(int busy, Set<Integer> partitions, long generation) {

        /** Nothing yet. */
        public static final Load NONE = new Load(0, Set.of(), 0);
    }
}
