package io.taskservice.node;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;

import io.taskservice.identity.NodeId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A row of {@code nodes}, column for column; meanings are the table's comments. */
record NodeRow(
        NodeId id,
        String bootId,
        String roles,
        String address,
        String version,
        int slots,
        int busy,
        String handlers,
        String queues,
        String partitions,
        NodeState state,
        NodeWish wish,
        long generation,
        Instant leaseUntil,
        Instant startedAt) {

    Node toNode() {
        Set<Role> played = split(roles, ",")
                .map(role -> Role.valueOf(role.toUpperCase(Locale.ROOT)))
                .collect(toCollection(() -> EnumSet.noneOf(Role.class)));
        return new Node(
                id,
                bootId,
                new Node.Profile(played, address, version, slots, lines(handlers), lines(queues)),
                state,
                wish,
                new Node.Load(
                        busy,
                        split(partitions, ",").map(Integer::valueOf).collect(toCollection(TreeSet::new)),
                        generation),
                leaseUntil,
                startedAt);
    }

    static String joinRoles(Set<Role> roles) {
        return roles.stream().sorted().map(Role::key).collect(joining(","));
    }

    static String joinLines(Collection<String> names) {
        return names.stream().sorted().collect(joining("\n"));
    }

    static String joinNumbers(Collection<Integer> numbers) {
        return numbers.stream().sorted().map(String::valueOf).collect(joining(","));
    }

    private static Set<String> lines(String text) {
        return split(text, "\n").collect(toCollection(TreeSet::new));
    }

    private static Stream<String> split(String text, String separator) {
        return Arrays.stream(text.split(separator)).filter(part -> !part.isEmpty());
    }
}
