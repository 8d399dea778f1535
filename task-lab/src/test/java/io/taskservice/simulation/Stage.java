package io.taskservice.simulation;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets one actor at a time take one step, which is a statement, a commit or a rollback. Who is next and what goes wrong
 * there is drawn from one random, so that a seed is a whole history.
 */
final class Stage implements Turns {

    private static final Duration LOCK_WAIT = Duration.ofSeconds(3);
    private static final int KEPT_STEPS = Integer.getInteger("simulation.steps", 50);

    private final Random random;
    private final Faults faults;
    private final List<Actor> actors = new ArrayList<>();
    private final Deque<String> lastSteps = new ArrayDeque<>();
    private final Semaphore done = new Semaphore(0);
    private final double restless;
    private @Nullable MemoryStore store;
    private @Nullable Actor current;
    private Runnable eachStep = () -> {};
    private @Nullable String failure;
    private boolean finished;
    private boolean calm;
    private int steps;
    private long digest;

    /** Ends a life. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash() {
            super("crash", null, false, false);
        }
    }

    /** Ends the run. */
    static final class Finished extends Error {
        private static final long serialVersionUID = 1L;

        Finished() {
            super("finished", null, false, false);
        }
    }

    Stage(Random random) {
        this.random = random;
        this.faults = new Faults(random);
        this.restless = 0.2 + 0.6 * random.nextDouble();
    }

    void add(String name, Actor.Kind kind, Actor.Birth birth) {
        actors.add(new Actor(this, name, kind, birth));
    }

    /** Runs until somebody finishes it; {@code eachStep} looks before each step. */
    void run(MemoryStore played, ExecutorService threads, Runnable watch) {
        store = played;
        eachStep = watch;
        actors.forEach(threads::execute);
        current = actors.get(0);
        current.give();
        done.acquireUninterruptibly();
    }

    int steps() {
        return steps;
    }

    /** Nothing goes wrong from now on. */
    void calmDown() {
        if (!calm) {
            calm = true;
            actors.forEach(actor -> actor.frozenUntil = 0);
            note("--- no more faults");
        }
    }

    boolean isCalm() {
        return calm;
    }

    void finish() {
        finished = true;
    }

    void fail(String what) {
        if (failure == null && !finished) {
            failure = what;
        }
        finished = true;
    }

    void fail(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        fail(me().lifeName() + " threw " + text);
    }

    @Nullable
    String failure() {
        return failure;
    }

    /** The same for two runs exactly when they took the same steps. */
    long digest() {
        return digest;
    }

    List<String> lastSteps() {
        return List.copyOf(lastSteps);
    }

    /** Puts something into the record of steps. */
    void note(String what) {
        String line = "%5d  %s  %-14s %s".formatted(steps, clock().toString().substring(11), me().lifeName(), what);
        digest = digest * 31 + line.hashCode();
        lastSteps.add(line);
        if (lastSteps.size() > KEPT_STEPS) {
            lastSteps.remove();
        }
    }

    @Override
    public String user() {
        return me().lifeName();
    }

    /** Everybody is always alone here. */
    @Override
    public <T> T alone(Supplier<T> statement) {
        return statement.get();
    }

    /** An actor begins something. */
    void beginTurn() {
        me().betweenTurns = true;
        step();
        me().betweenTurns = false;
        note("turn");
    }

    @Override
    public void before(String statement) {
        step();
        note(statement);
        if (calm) {
            return;
        }
        switch (faults.atStatement(me().isMortal())) {
            case CRASH -> crash();
            case CONNECTION_LOST -> {
                note("  loses its connection");
                loseTransaction();
                throw stored().errors().connectionLost();
            }
            case FREEZE -> {
                note("  freezes");
                me().frozenUntil = steps + 30 + random.nextInt(200);
                step();
            }
            case NONE, ANSWER_LOST, NOT_DONE -> {}
        }
    }

    @Override
    public void afterOwn(String statement) {
        if (calm) {
            return;
        }
        switch (faults.atAnswer(me().isMortal())) {
            case CRASH -> crash();
            case ANSWER_LOST, CONNECTION_LOST, NOT_DONE -> {
                note("  never hears of it");
                throw stored().errors().connectionLost();
            }
            case NONE, FREEZE -> {}
        }
    }

    @Override
    public void commit(Runnable commit) {
        step();
        note("commit");
        switch (calm ? Faults.Kind.NONE : faults.atCommit(me().isMortal())) {
            case CRASH -> {
                if (random.nextBoolean()) {
                    commit.run();
                }
                crash();
            }
            case ANSWER_LOST -> {
                commit.run();
                note("  is committed, but never hears of it");
                throw stored().errors().commitUnanswered();
            }
            case NOT_DONE, CONNECTION_LOST -> {
                loseTransaction();
                note("  is rolled back, but never hears of it");
                throw stored().errors().commitUnanswered();
            }
            case FREEZE -> {
                note("  freezes");
                me().frozenUntil = steps + 30 + random.nextInt(200);
                step();
                commit.run();
            }
            case NONE -> commit.run();
        }
    }

    @Override
    public void rollback(Runnable rollback) {
        if (!finished) {
            step();
            note("rollback");
        }
        rollback.run();
    }

    @Override
    public void waitFor(Tx tx, Slot slot) {
        Actor me = me();
        me.waiting = tx;
        me.waitsFor = slot;
        me.waitsSince = clock();
        Tx holder = slot.holder;
        note("  waits for " + slot.table.name() + " of " + (holder == null ? "nobody any more" : holder.owner()));
        try {
            step();
        } finally {
            me.waiting = null;
            me.waitsFor = null;
        }
        if (tx.doom == null && !slot.isFreeFor(tx)) {
            note("  has waited too long");
            throw stored().errors().lockWaitTimeout();
        }
    }

    @Override
    public int victimOf(int transactions) {
        note("  closes a circle of " + transactions);
        return random.nextInt(transactions);
    }

    /** An actor has gone; the next goes too, the last one ends the run. */
    void left() {
        for (Actor actor : actors) {
            if (!actor.isOver()) {
                current = actor;
                actor.give();
                return;
            }
        }
        done.release();
    }

    private void crash() {
        note("  crashes");
        loseTransaction();
        throw new Crash();
    }

    private void loseTransaction() {
        Tx tx = stored().current();
        if (tx != null) {
            stored().abort(tx);
        }
    }

    /** Lets somebody go on; returns when that is the caller. */
    private void step() {
        leaveIfFinished();
        eachStep.run();
        leaveIfFinished();
        steps++;
        Actor me = me();
        Actor next = pick(me);
        if (next != me) {
            current = next;
            next.give();
            me.await();
        }
        leaveIfFinished();
    }

    private void leaveIfFinished() {
        if (finished) {
            throw new Finished();
        }
    }

    private Actor pick(Actor me) {
        if (mayGo(me) && random.nextDouble() > restless) {
            return me;
        }
        List<Actor> able = actors.stream().filter(this::mayGo).toList();
        if (able.isEmpty()) {
            throw new IllegalStateException("Nobody can go on");
        }
        return able.get(random.nextInt(able.size()));
    }

    private boolean mayGo(Actor actor) {
        if (steps < actor.frozenUntil || (calm && actor.isGuest() && actor.betweenTurns)) {
            return false;
        }
        Tx tx = actor.waiting;
        Slot slot = actor.waitsFor;
        return tx == null
                || slot == null
                || tx.doom != null
                || slot.isFreeFor(tx)
                || clock().isAfter(Objects.requireNonNull(actor.waitsSince).plus(LOCK_WAIT));
    }

    private Actor me() {
        return Objects.requireNonNull(current);
    }

    private MemoryStore stored() {
        return Objects.requireNonNull(store);
    }

    private Instant clock() {
        return stored().now();
    }
}
