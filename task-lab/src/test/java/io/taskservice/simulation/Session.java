package io.taskservice.simulation;

import io.taskservice.database.TaskDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A transaction on a thread of its own, which does what it is told when it is told. */
public final class Session implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration SURELY_WAITS = Duration.ofMillis(300);

    private final LinkedBlockingQueue<Order> orders = new LinkedBlockingQueue<>();
    private final CompletableFuture<Boolean> end = new CompletableFuture<>();
    private boolean ended;

    /** Something to do; null: commit. */
    private record Order(@Nullable Supplier<?> work, CompletableFuture<String> answer) {}

    /** Tells the transaction to roll back. */
    private static final class RolledBack extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    public Session(TaskDatabase database, String name) {
        Thread thread = new Thread(() -> live(database), name);
        thread.setDaemon(true);
        thread.start();
    }

    private void live(TaskDatabase database) {
        try {
            database.inTransaction(() -> {
                obey();
                return true;
            });
        } catch (RolledBack e) {
            // As told.
        } finally {
            end.complete(true);
        }
    }

    private void obey() {
        try {
            for (Order order = orders.take(); order.work() != null; order = orders.take()) {
                order.answer().complete(answerOf(order.work()));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String answerOf(Supplier<?> work) {
        try {
            return String.valueOf(work.get());
        } catch (RolledBack e) {
            throw e;
        } catch (RuntimeException e) {
            return describe(e);
        }
    }

    /** What the product can tell of an error: its class, and MySQL's code. */
    static String describe(RuntimeException e) {
        Throwable cause = e.getCause();
        String code = cause instanceof SQLException sql ? " " + sql.getErrorCode() : "";
        return e.getClass().getSimpleName() + code;
    }

    /** The answer to a statement that does not have to wait. */
    public String says(Supplier<?> work) {
        return answer(begin(work));
    }

    /** Begins a statement that has to wait for another session; its answer is asked for later. */
    public CompletableFuture<String> waitsWith(Supplier<?> work) {
        CompletableFuture<String> answer = begin(work);
        try {
            String early = answer.get(SURELY_WAITS.toMillis(), TimeUnit.MILLISECONDS);
            throw new AssertionError("It should wait, and said " + early);
        } catch (TimeoutException e) {
            return answer;
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** Begins a statement that may have to wait. */
    public CompletableFuture<String> begin(Supplier<?> work) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        orders.add(new Order(work, answer));
        return answer;
    }

    public static String answer(CompletableFuture<?> answer) {
        try {
            return String.valueOf(answer.get(LONGEST.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("No answer", e);
        }
    }

    public void commit() {
        orders.add(new Order(null, new CompletableFuture<>()));
        ended = true;
        answer(end);
    }

    public void rollback() {
        if (!ended) {
            begin(() -> {
                throw new RolledBack();
            });
            ended = true;
            answer(end);
        }
    }

    @Override
    public void close() {
        rollback();
    }
}
