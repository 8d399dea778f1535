package io.taskservice.instance;

import io.taskservice.database.TaskDatabase;
import io.taskservice.definition.TaskDefinitionRepository;
import io.taskservice.event.Outbox;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.queue.Lanes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Hands waiting instances to nodes, and tells nodes what they hold. */
public final class ClaimRepository {

    private final TaskDatabase database;
    private final ClaimMapper mapper;
    private final Lanes lanes;
    private final Endings endings;
    private final Expiry expiry;
    private final ReadyLanes readyLanes;
    private final Map<String, FairTurns> turns = new ConcurrentHashMap<>();

    /** {@code runningQuota}: as of {@link Lanes}. */
    public ClaimRepository(
            TaskDatabase database, TaskDefinitionRepository definitions, Outbox outbox, int runningQuota) {
        this.database = database;
        this.mapper = database.mapper(ClaimMapper.class);
        this.lanes = new Lanes(database, runningQuota);
        this.readyLanes = new ReadyLanes(lanes);
        this.endings = new Endings(database, definitions, outbox);
        this.expiry = new Expiry(database, endings);
    }

    /**
     * Hands waiting instances to a node: of each queue the tenants' in shares by their weights, of each tenant the first by
     * priority, then by age.
     *
     * <p>It looks for lanes first, without a lock, and leaves it at that when nothing is due. The claim itself is one
     * transaction, see {@link ClaimPass}; only after its commit does the node know its claims, and nobody else can. A node
     * that dies after the commit is rescued; one that never hears of the commit finds the rows by {@link #heldBy} and gives
     * them back.
     */
    public ClaimResult claim(ClaimRequest request) {
        if (request.slots() <= 0 || request.handlers().isEmpty()) {
            return ClaimResult.NOTHING;
        }
        ReadyLanes.Look look = readyLanes.look(request.queues());
        if (look.lanes().isEmpty()) {
            return ClaimResult.NOTHING;
        }
        ClaimResult result =
                database.inTransaction(() -> new ClaimPass(mapper, lanes, endings, expiry, request, database.now())
                        .claimFrom(look.lanes(), this::turnsOf));
        if (!result.claims().isEmpty()) {
            return result;
        }
        readyLanes.forget();
        return look.remembered() ? claim(request) : result;
    }

    private FairTurns turnsOf(String queue) {
        return turns.computeIfAbsent(queue, any -> new FairTurns());
    }

    /** Whether any of the queues has anything these handlers could run, paused lanes left out; takes no lock. */
    public boolean hasClaimable(Collection<String> queues, Collection<String> handlers) {
        return !queues.isEmpty()
                && !handlers.isEmpty()
                && lanes.ready(queues).stream().anyMatch(lane -> mapper.countClaimable(lane, handlers) > 0);
    }

    /** What the database says a node holds. */
    public List<Held> heldBy(NodeId node) {
        return mapper.heldBy(node);
    }

    /** Which of its attempts a node has been asked to cancel. */
    public List<Held> cancelRequestsTo(NodeId node) {
        return mapper.cancelRequestsTo(node);
    }

    /** Makes claimable again what a node holds and knows nothing of; returns how many it still held. */
    public int giveBack(NodeId node, List<Held> held) {
        return database.inTransaction(() -> {
            List<InstanceId> given = held.stream()
                    .filter(one -> mapper.giveBack(node, one) == 1)
                    .map(Held::id)
                    .toList();
            endings.repeated(PastAttempt.Outcome.GIVEN_BACK, endings.rows(given));
            return given.size();
        });
    }
}
