package io.taskservice.api.explain;

import io.taskservice.instance.InstanceLine.UnderWay;
import java.util.List;

/** Is it its turn, where instances of a definition run one after the other? */
final class TurnQuestion implements BlockerFinder {

    @Override
    public List<Blocker> find(Situation s) {
        return s.instance().waitsForItsTurn()
                ? List.of(Blocker.of(BlockerCode.OVERLAP, message(s.underWay()))
                        .with("underWay", Details.of(s.underWay())))
                : List.of();
    }

    private static String message(List<UnderWay> underWay) {
        if (underWay.isEmpty()) {
            return "It waits for its turn, which the next end of an instance of its definition gives";
        }
        UnderWay first = underWay.get(0);
        return "It waits for its turn: instance " + first.id() + " of its definition is " + first.status();
    }
}
