package io.taskservice.api.scheduler;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.cluster.SchedulerWish;
import io.taskservice.cluster.Wish;

/**
 * What the schedulers have been asked to do.
 *
 * @param wish what
 * @param generation grows with each wish; a node obeys within a second
 */
@Schema(name = "SchedulerWish")
record WishView(Wish wish, long generation) {

    static WishView of(SchedulerWish wish) {
        return new WishView(wish.wish(), wish.generation());
    }
}
