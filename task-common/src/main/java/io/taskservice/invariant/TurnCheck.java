package io.taskservice.invariant;

import static java.util.stream.Collectors.toMap;

import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.instance.InstanceUpkeep;
import io.taskservice.invariant.StretchMapper.InTurn;
import io.taskservice.signal.Signal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds instances that wait for a turn which nobody will give; under the lock of the definition, as every turn is given. */
final class TurnCheck implements Check {

    private static final int STRETCH = 2000;

    private final StretchMapper mapper;
    private final InstanceUpkeep instances;

    TurnCheck(AuditMeans means) {
        this.mapper = means.database().mapper(StretchMapper.class);
        this.instances = means.instances();
    }

    @Override
    public Invariant invariant() {
        return Invariant.TURN;
    }

    @Override
    public Finding run(@Nullable String place) {
        List<InTurn> stretch = mapper.inTurn(Objects.requireNonNullElse(place, ""), STRETCH);
        String end = stretch.size() < STRETCH
                ? null
                : stretch.get(stretch.size() - 1).id().value();
        return Finding.of(missed(stretch), Signal.INSTANCES_READY).upTo(end);
    }

    private List<Violation> missed(List<InTurn> stretch) {
        Map<InstanceId, InTurn> firsts = firstOfEach(stretch).stream().collect(toMap(InTurn::id, one -> one));
        return firsts.isEmpty()
                ? List.of()
                : mapper.withNobodyBefore(firsts.keySet()).stream()
                        .flatMap(id -> give(Objects.requireNonNull(firsts.get(id))).stream())
                        .toList();
    }

    private static Collection<InTurn> firstOfEach(List<InTurn> stretch) {
        return stretch.stream()
                .filter(one -> one.definitionId() != null)
                .collect(toMap(InTurn::definitionId, one -> one, (one, later) -> one))
                .values();
    }

    private Optional<Violation> give(InTurn waiting) {
        DefinitionId definition = Objects.requireNonNull(waiting.definitionId());
        return instances
                .giveMissedTurn(waiting.tenantId(), definition)
                .map(gone -> new Violation(
                        waiting.tenantId(), gone.value(), "waited for no other of definition " + definition, true));
    }
}
