package io.taskservice.fencing;

import io.taskservice.handler.TaskContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Makes an effect in a database of the handler's own happen once for an instance, however many attempts it takes.
 *
 * <p>Each effect leaves a row there, in the transaction of the effect:
 *
 * <pre>{@code
 * CREATE TABLE task_effects (
 *   id            VARCHAR(128) NOT NULL PRIMARY KEY,
 *   fencing_token BIGINT       NOT NULL
 * )
 * }</pre>
 */
public final class Fencing {

    /** The longest name of an effect: id holds the idempotency key and a slash too. */
    public static final int LONGEST_EFFECT = 64;

    private static final String CLAIM = """
            INSERT INTO task_effects (id, fencing_token)
            SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM task_effects WHERE id = ?)
            """;

    private Fencing() {}

    /**
     * What an effect does, on the connection that was handed over.
     *
     * @param <E> what it throws besides
     */
    @FunctionalInterface
    public interface Effect<E extends Exception> {

        void run() throws SQLException, E;
    }

    /**
     * Does the effect, unless an attempt of this instance has done it and committed. While another attempt has done it and
     * not committed yet, it waits for that one. The caller commits, or rolls all of it back.
     *
     * @param connection in a transaction of the caller's
     * @param effect its name among the effects of the instance, {@value #LONGEST_EFFECT} characters at most
     * @return whether it was done now; false: an attempt had done it before
     * @throws IllegalStateException when the connection commits by itself, or when this attempt is superseded: it should
     *     end, and nothing was changed
     * @throws SQLException also when two attempts did it in the same moment: this one should fail and be run again
     */
    public static <E extends Exception> boolean fencedUpdate(
            Connection connection, TaskContext context, String effect, Effect<E> work) throws SQLException, E {
        if (effect.length() > LONGEST_EFFECT) {
            throw new IllegalArgumentException(
                    "The name of an effect has at most " + LONGEST_EFFECT + " characters, not " + effect.length());
        }
        if (connection.getAutoCommit()) {
            throw new IllegalStateException("A fenced update needs a transaction: turn auto-commit off before it");
        }
        if (context.isLeaseLost()) {
            throw new IllegalStateException("The lease is lost: another node may run the next attempt already");
        }
        if (!claim(connection, context, context.getIdempotencyKey() + "/" + effect)) {
            return false;
        }
        work.run();
        return true;
    }

    private static boolean claim(Connection connection, TaskContext context, String id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
            statement.setString(1, id);
            statement.setLong(2, context.getFencingToken());
            statement.setString(3, id);
            return statement.executeUpdate() == 1;
        }
    }
}
