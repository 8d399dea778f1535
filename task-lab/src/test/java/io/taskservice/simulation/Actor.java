package io.taskservice.simulation;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** A process, or a thread that acts on its own: it lives, may crash, and comes back with no memory of it. */
final class Actor implements Runnable {

    private final Stage stage;
    private final String name;
    private final Birth birth;
    private final boolean mortal;
    private final Semaphore turn = new Semaphore(0);
    private int lives;
    private boolean over;
    int frozenUntil;

    @Nullable
    Tx waiting;

    @Nullable
    Slot waitsFor;

    java.time.@Nullable Instant waitsSince;

    /** What it is in one of its lives. */
    interface Birth {

        /** Begins a life under a name that no other has had; returns what it does at each turn. */
        Runnable live(String name);
    }

    Actor(Stage stage, String name, boolean mortal, Birth birth) {
        this.stage = stage;
        this.name = name;
        this.mortal = mortal;
        this.birth = birth;
    }

    @Override
    public void run() {
        turn.acquireUninterruptibly();
        try {
            while (true) {
                liveOnce();
            }
        } catch (Stage.Finished e) {
            // It goes.
        } catch (RuntimeException | Error e) {
            stage.fail(e);
        } finally {
            over = true;
            stage.left();
        }
    }

    private void liveOnce() {
        lives++;
        try {
            Runnable life = birth.live(lifeName());
            while (true) {
                stage.before("turn");
                turnOf(life);
            }
        } catch (Stage.Crash e) {
            stage.note("is dead");
        }
    }

    /** As the edge of a loop does: what the database cannot do now is tried again. Anything else is a bug. */
    private void turnOf(Runnable life) {
        try {
            life.run();
        } catch (DataAccessException | TransactionException e) {
            stage.note("caught " + e.getMessage());
        }
    }

    /** It and which of its lives. */
    String lifeName() {
        return name + "." + lives;
    }

    boolean isMortal() {
        return mortal;
    }

    boolean isOver() {
        return over;
    }

    void give() {
        turn.release();
    }

    void await() {
        turn.acquireUninterruptibly();
    }
}
