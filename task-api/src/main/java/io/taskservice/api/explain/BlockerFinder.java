package io.taskservice.api.explain;

import java.util.List;

/** One question of why an instance that waits does not start; what would pass before it is due is not told of. */
sealed interface BlockerFinder
        permits TimeQuestion,
                TurnQuestion,
                SlotQuestion,
                PauseQuestion,
                SchedulerQuestion,
                NodeQuestion,
                LimitQuestion,
                QuotaQuestion {

    /** In the order of their weight: what comes first has to be dealt with first. */
    List<BlockerFinder> ALL = List.of(
            new TimeQuestion(),
            new TurnQuestion(),
            new SlotQuestion(),
            new PauseQuestion(),
            new SchedulerQuestion(),
            new NodeQuestion(),
            new LimitQuestion(),
            new QuotaQuestion());

    /** What is in the way in this respect. */
    List<Blocker> find(Situation situation);

    /** All that is in the way. */
    static List<Blocker> findAll(Situation situation) {
        return ALL.stream().flatMap(finder -> finder.find(situation).stream()).toList();
    }
}
