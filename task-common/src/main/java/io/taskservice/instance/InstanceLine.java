package io.taskservice.instance;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Looks at the lines in which instances wait, for people who ask why one does; takes no lock, and counts up to a bound. */
public final class InstanceLine {

    private static final int MOST_NAMED = 5;

    private final InstanceLineMapper mapper;

    public InstanceLine(TaskDatabase database) {
        this.mapper = database.mapper(InstanceLineMapper.class);
    }

    /**
     * An instance that is under way.
     *
     * @param id the instance
     * @param status where it stands
     */
    public record UnderWay(InstanceId id, InstanceStatus status) {}

    /**
     * How long what ended well of late took.
     *
     * @param samples of how many
     * @param mean the mean
     */
    public record Pace(int samples, Duration mean) {}

    /** How many due instances of its lane a claim takes before this one, which is PENDING; {@code most} at most. */
    public int before(TaskInstance instance, int most) {
        return Math.min(
                most, mapper.countBefore(instance.tenantId(), instance.route(), instance.runAt(), instance.id(), most));
    }

    /** How many instances get their turn before this one, which waits for it; {@code most} at most. */
    public int turnsBefore(TenantId tenant, DefinitionId definition, InstanceId id, int most) {
        return mapper.countTurnsBefore(tenant, definition, id, most);
    }

    /** Instances of a definition that do not wait for their turn, and so keep those that do; some of them. */
    public List<UnderWay> underWay(TenantId tenant, DefinitionId definition) {
        return mapper.underWay(tenant, definition, MOST_NAMED);
    }

    /** How long those of a queue took among the tenant's last 200 successes; empty: there is none among them. */
    public Optional<Pace> pace(TenantId tenant, String queue) {
        InstanceLineMapper.PaceRow row = mapper.pace(tenant, queue);
        return row.meanMillis() == null
                ? Optional.empty()
                : Optional.of(new Pace(row.samples(), Duration.ofMillis(Math.round(row.meanMillis()))));
    }
}
