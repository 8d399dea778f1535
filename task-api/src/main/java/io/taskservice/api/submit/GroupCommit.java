package io.taskservice.api.submit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Lets those who come together share a transaction: while one is under way, whoever arrives waits for the next.
 *
 * <ol>
 *   <li>Who finds nothing under way begins at once, in its own thread: nobody ever waits for company.
 *   <li>Who finds something under way waits. When that has ended, the first who waits does the work of all who do.
 *   <li>Work that fails because of one of them, nobody knows which, is done again by each alone: nobody fails for another's
 *       sake. What fails for everybody, as when the database is away, fails at once.
 * </ol>
 *
 * @param <I> what somebody wants done
 * @param <O> what comes of it
 */
final class GroupCommit<I, O> {

    private final int most;
    private final Function<List<I>, List<Supplier<O>>> work;
    private final Predicate<RuntimeException> isForAll;
    private final Deque<Seat> waiting = new ArrayDeque<>();
    private boolean isUnderWay;

    /**
     * A group with nothing under way.
     *
     * @param most so many share a transaction
     * @param work does, in one transaction, what these want, and gives each its outcome, or what that throws
     * @param isForAll whether a failure of the work would meet everybody
     */
    GroupCommit(int most, Function<List<I>, List<Supplier<O>>> work, Predicate<RuntimeException> isForAll) {
        this.most = most;
        this.work = work;
        this.isForAll = isForAll;
    }

    /** Has one thing done, with what others want done now; returns or throws what comes of it. */
    O take(I wanted) {
        Seat seat = new Seat(wanted);
        return isFirst(seat) ? lead() : seat.turn.join().get();
    }

    /** How many wait for what is under way. */
    synchronized int waiting() {
        return waiting.size();
    }

    private synchronized boolean isFirst(Seat seat) {
        boolean isFirst = !isUnderWay;
        isUnderWay = true;
        waiting.add(seat);
        return isFirst;
    }

    /** Does the work of those who wait; the first of them is who calls. */
    private O lead() {
        List<Seat> group = nextGroup();
        List<Supplier<O>> outcomes = group.stream().map(this::alone).toList();
        try {
            outcomes = outcomesOf(group);
        } finally {
            passOn();
            for (int i = 1; i < group.size(); i++) {
                group.get(i).turn.complete(outcomes.get(i));
            }
        }
        return outcomes.get(0).get();
    }

    private synchronized List<Seat> nextGroup() {
        List<Seat> group = new ArrayList<>();
        while (!waiting.isEmpty() && group.size() < most) {
            group.add(waiting.remove());
        }
        return group;
    }

    private List<Supplier<O>> outcomesOf(List<Seat> group) {
        try {
            return work.apply(group.stream().map(Seat::wanted).toList());
        } catch (RuntimeException e) {
            if (group.size() == 1 || isForAll.test(e)) {
                return group.stream().map(seat -> failure(e)).toList();
            }
            return group.stream().map(this::alone).toList();
        }
    }

    private Supplier<O> alone(Seat seat) {
        return () -> work.apply(List.of(seat.wanted)).get(0).get();
    }

    private Supplier<O> failure(RuntimeException e) {
        return () -> {
            throw e;
        };
    }

    private void passOn() {
        Seat next;
        synchronized (this) {
            next = waiting.peek();
            isUnderWay = next != null;
        }
        if (next != null) {
            next.turn.complete(this::lead);
        }
    }

    /** Somebody who wants something; the turn is what is left to do for its thread, once others have done their part. */
    private final class Seat {

        private final I wanted;
        private final CompletableFuture<Supplier<O>> turn = new CompletableFuture<>();

        Seat(I wanted) {
            this.wanted = wanted;
        }

        I wanted() {
            return wanted;
        }
    }
}
