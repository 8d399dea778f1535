package io.taskservice.api.instance;

import static java.util.Objects.requireNonNullElse;

import io.taskservice.api.security.Caller;
import io.taskservice.database.TaskDatabase;
import io.taskservice.definition.OverlapPolicy;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.definition.TaskDefinitionRepository;
import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.NewInstance;
import io.taskservice.instance.NewInstance.Start;
import io.taskservice.instance.Origin;
import io.taskservice.instance.TaskInstance;
import io.taskservice.work.Concurrency;
import io.taskservice.work.Route;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes new instances of work that has ended, for people who ask for it. */
public final class Repeats {

    private final TaskDatabase database;
    private final TaskDefinitionRepository definitions;
    private final Admission admission;

    Repeats(TaskDatabase database, TaskDefinitionRepository definitions, Admission admission) {
        this.database = database;
        this.definitions = definitions;
        this.admission = admission;
    }

    /**
     * What is to be different; null: as it was.
     *
     * @param params params
     * @param queue queue
     * @param priority priority
     */
    public record Difference(
            @Nullable String params,
            @Nullable String queue,
            @Nullable Integer priority) {

        /** Nothing. */
        public static final Difference NONE = new Difference(null, null, null);

        private Route route(Route before) {
            return new Route(
                    before.handler(),
                    requireNonNullElse(queue, before.queue()),
                    requireNonNullElse(priority, before.priority()));
        }
    }

    /** Begins a round, within a transaction. */
    public Round begin(Caller caller) {
        return new Round(caller, database.now());
    }

    /** New instances made in one transaction: its definitions are locked, so that what they say holds for all of it. */
    public final class Round {

        private final Caller caller;
        private final Instant now;
        private final Map<DefinitionId, Optional<TaskDefinition>> locked = new HashMap<>();

        private Round(Caller caller, Instant now) {
            this.caller = caller;
            this.now = now;
        }

        /** Whose instances they are. */
        public TenantId tenant() {
            return caller.tenant();
        }

        /** MySQL's clock as the round began. */
        public Instant now() {
            return now;
        }

        /** Whether the instances of its definition wait for each other, so that the one before has to be stored first. */
        public boolean isSerial(TaskInstance ended) {
            return definitionOf(ended)
                    .map(definition -> definition.firing().overlap() != OverlapPolicy.ALLOW)
                    .orElse(false);
        }

        /**
         * The same work, to start at {@code earliest} or when its turn comes. It has the policy that it had then; the
         * overlap policy and the limit are those that its definition has now, if there still is one: a limit is of all its
         * instances.
         */
        public NewInstance of(TaskInstance ended, Difference difference, Instant earliest) {
            String params = difference.params() == null ? ended.params() : difference.params();
            Optional<TaskDefinition> definition = definitionOf(ended);
            Start start = definition.map(known -> admission.admit(known, now)).orElseGet(() -> Start.now(now));
            return new NewInstance(
                    InstanceId.next(),
                    caller.tenant(),
                    ended.definitionId(),
                    difference.route(ended.route()),
                    params,
                    ended.execution(),
                    originOf(ended),
                    start.status() == InstanceStatus.PENDING ? Start.at(earliest, now) : start,
                    definition.map(known -> known.firing().overlap().isSerial()).orElse(false),
                    definition.isPresent() ? concurrency(definition.get(), params) : ended.concurrency());
        }

        private Optional<TaskDefinition> definitionOf(TaskInstance ended) {
            return Optional.ofNullable(ended.definitionId())
                    .flatMap(id -> locked.computeIfAbsent(id, unlocked -> definitions.lock(caller.tenant(), unlocked)));
        }

        private Origin originOf(TaskInstance ended) {
            Origin before = ended.origin();
            return new Origin(
                    null, before.bizKey(), null, ended.id(), caller.traceId(), before.labels(), before.callbackUrl());
        }
    }

    private static @Nullable Concurrency concurrency(TaskDefinition definition, @Nullable String params) {
        Concurrency concurrency = definition.concurrency();
        return concurrency == null ? null : concurrency.resolvedIn(params);
    }
}
