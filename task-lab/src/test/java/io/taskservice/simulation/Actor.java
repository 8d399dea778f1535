package io.taskservice.simulation;

import java.time.Instant;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** A process, or a thread that acts on its own: it lives, may crash, and comes back with no memory of it. */
final class Actor implements Runnable {

    private final Stage stage;
    private final String name;
    private final Birth birth;
    private final Kind kind;
    private final Semaphore turn = new Semaphore(0);
    private int lives;
    private boolean over;
    int frozenUntil;
    boolean betweenTurns;

    @Nullable
    Tx waiting;

    @Nullable
    Slot waitsFor;

    @Nullable
    Instant waitsSince;

    /** What becomes of it. */
    enum Kind {
        /** Nothing ever happens to it. */
        IMMORTAL,
        /** A process, which may crash. */
        NODE,
        /** As a process, but it leaves when nothing goes wrong any more. */
        GUEST
    }

    /** What it is in one of its lives. */
    interface Birth {

        /** Begins a life under a name that no other has had; returns what it does at each turn. */
        Runnable live(String name);
    }

    Actor(Stage stage, String name, Kind kind, Birth birth) {
        this.stage = stage;
        this.name = name;
        this.kind = kind;
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
                stage.beginTurn();
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
        return kind != Kind.IMMORTAL;
    }

    boolean isGuest() {
        return kind == Kind.GUEST;
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
