package io.taskservice.instance;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.partitioningBy;

import io.taskservice.gate.Slot;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.FairTurns.Share;
import io.taskservice.queue.Allowance;
import io.taskservice.queue.Lane;
import io.taskservice.queue.Lanes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One claim of a node, inside its transaction.
 *
 * <ol>
 *   <li>Of each lane, in turn, lock the first claimable rows in the order of the index, as many as its share and its
 *       limits allow; rows another node has locked are passed over.
 *   <li>End those that have expired; ask the gates about those that have one, all at once and in one order, so that claims
 *       do not wait for each other in a circle.
 *   <li>Turn exactly the rest to RUNNING, with this node and the next attempt number.
 * </ol>
 */
final class ClaimPass {

    /** That one statement asks. */
    private static final int MOST_LANES = 100;

    private final ClaimMapper mapper;
    private final Lanes lanes;
    private final Endings endings;
    private final Expiry expiry;
    private final ClaimRequest request;
    private final Instant now;
    private final List<Pick> picks = new ArrayList<>();
    private final Set<TenantId> pickedOfLimited = new HashSet<>();
    private int free;
    private boolean mayBeMore;
    private @Nullable Duration nextTry;

    ClaimPass(ClaimMapper mapper, Lanes lanes, Endings endings, Expiry expiry, ClaimRequest request, Instant now) {
        this.mapper = mapper;
        this.lanes = lanes;
        this.endings = endings;
        this.expiry = expiry;
        this.request = request;
        this.now = now;
        this.free = request.slots();
    }

    /** The rows of a lane that this claim has locked. */
    private record Pick(Share share, Allowance allowance, List<Claimable> rows) {

        Lane lane() {
            return share.lane();
        }
    }

    ClaimResult claimFrom(List<Lane> ready, Function<String, FairTurns> turnsOf) {
        for (String queue : request.queues()) {
            List<Lane> ofQueue =
                    ready.stream().filter(lane -> lane.queue().equals(queue)).toList();
            pickInTurn(ofQueue, turnsOf.apply(queue));
            if (mayBeMore) {
                // The next queue has what this one leaves: asking again at once tells.
                break;
            }
        }
        return new ClaimResult(start(), mayBeMore, nextTry);
    }

    /** What some leave goes to those who were not asked yet; asking again at once tells whether others have more. */
    private void pickInTurn(List<Lane> lanes, FairTurns turns) {
        Set<Lane> unasked = new LinkedHashSet<>(lanes);
        while (free > 0 && !unasked.isEmpty()) {
            List<Share> shares = turns.divide(List.copyOf(unasked), free);
            for (Pick pick : pick(shares.subList(0, Math.min(shares.size(), MOST_LANES)))) {
                unasked.remove(pick.lane());
                turns.served(pick.lane(), pick.rows().size());
                take(pick);
            }
        }
    }

    /** Locks what lanes of different tenants have, with one statement for all. */
    private List<Pick> pick(List<Share> shares) {
        Map<Share, Allowance> allowances = new LinkedHashMap<>();
        shares.forEach(share -> allowances.put(share, allowanceOf(share)));
        List<Share> allowed = new ArrayList<>();
        allowances.forEach((share, allowance) -> {
            if (allowance.most() > 0) {
                allowed.add(new Share(share.lane(), Math.min(share.slots(), allowance.most())));
            }
        });
        Map<TenantId, List<Claimable>> rows = allowed.isEmpty()
                ? Map.of()
                : mapper.lockClaimable(allowed, request.handlers()).stream().collect(groupingBy(Claimable::tenantId));
        List<Pick> found = new ArrayList<>();
        allowances.forEach((share, allowance) -> found.add(
                new Pick(share, allowance, rows.getOrDefault(share.lane().tenantId(), List.of()))));
        return found;
    }

    private Allowance allowanceOf(Share share) {
        Lane lane = share.lane();
        if (lane.isLimited() && pickedOfLimited.contains(lane.tenantId())) {
            // What was picked does not run yet, so a limit of the whole tenant would not count it.
            mayBeMore = true;
            return Allowance.NONE;
        }
        Allowance allowance = lanes.allowance(lane, share.slots(), now);
        if (allowance.most() < share.slots()) {
            askAgainIn(allowance.nextTry());
        }
        return allowance;
    }

    private void take(Pick pick) {
        picks.add(pick);
        free -= pick.rows().size();
        if (pick.lane().isLimited() && !pick.rows().isEmpty()) {
            pickedOfLimited.add(pick.lane().tenantId());
        }
        mayBeMore |= pick.rows().size() == pick.share().slots();
    }

    private void askAgainIn(@Nullable Duration wait) {
        if (wait != null && (nextTry == null || wait.compareTo(nextTry) < 0)) {
            nextTry = wait;
        }
    }

    private List<Claim> start() {
        List<Claimable> locked =
                picks.stream().flatMap(pick -> pick.rows().stream()).toList();
        Map<Boolean, List<Claimable>> byExpired = locked.stream().collect(partitioningBy(row -> row.isExpiredAt(now)));
        expiry.expire(byExpired.getOrDefault(true, List.of()).stream()
                .map(Claimable::id)
                .toList());
        Set<InstanceId> startable = admitted(byExpired.getOrDefault(false, List.of()));
        mayBeMore |= startable.size() < locked.size();
        if (startable.isEmpty()) {
            return List.of();
        }
        requireAll(mapper.startAttempts(request.node(), now, startable), startable.size());
        return picks.stream().flatMap(pick -> started(pick, startable).stream()).toList();
    }

    /** Those without a gate, and those whose gate has a slot for them. */
    private Set<InstanceId> admitted(Collection<Claimable> rows) {
        List<Slot> slots =
                rows.stream().map(Claimable::slot).flatMap(Optional::stream).toList();
        Set<InstanceId> admitted = new HashSet<>(endings.gates().admit(slots));
        rows.stream().filter(row -> row.gate() == null).map(Claimable::id).forEach(admitted::add);
        return admitted;
    }

    private List<Claim> started(Pick pick, Set<InstanceId> startable) {
        List<Claim> claims = pick.rows().stream()
                .filter(row -> startable.contains(row.id()))
                .map(row -> row.claimedBy(request.node(), now, pick.lane().isLimited()))
                .toList();
        lanes.started(pick.lane(), pick.allowance(), claims.size(), now);
        return claims;
    }

    private static void requireAll(int rows, int expected) {
        if (rows != expected) {
            throw new IllegalStateException("Started " + rows + " of " + expected + " rows that were locked for it");
        }
    }
}
