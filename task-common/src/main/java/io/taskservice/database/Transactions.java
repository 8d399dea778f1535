package io.taskservice.database;

import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs work in a transaction and, when the database gives it up for another's sake, runs it again from its start.
 *
 * <ol>
 *   <li>Inside a transaction of the same thread the work simply joins it; only the outermost call retries.
 *   <li>Any exception rolls back first: after a lock wait timeout MySQL has undone the statement only, and a commit
 *       would keep half.
 *   <li>A deadlock (1213), a lock wait timeout (1205) or MariaDB's changed-record error (1020) is tried again, at most
 *       five times, after a random wait that grows.
 * </ol>
 */
final class Transactions {

    private static final Logger log = LoggerFactory.getLogger(Transactions.class);
    private static final Set<Integer> WORTH_ANOTHER_TRY = Set.of(1213, 1205, 1020);
    private static final int TRIES = 5;
    private static final long FIRST_WAIT_MILLIS = 10;

    private final TransactionTemplate template;
    private final IntConsumer waitBefore;

    Transactions(PlatformTransactionManager manager) {
        this(manager, Transactions::waitBefore);
    }

    /** {@code waitBefore} is called with the number of a try before that, from the second on. */
    Transactions(PlatformTransactionManager manager, IntConsumer waitBefore) {
        this.template = new TransactionTemplate(manager);
        this.waitBefore = waitBefore;
    }

    <T> T inTransaction(Supplier<T> work) {
        if (isUnderWay()) {
            return work.get();
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return template.execute(status -> work.get());
            } catch (RuntimeException e) {
                if (attempt == TRIES || !isWorthAnotherTry(e)) {
                    throw e;
                }
                log.debug("Transaction rolled back by the database, try {} of {}", attempt, TRIES, e);
                waitBefore.accept(attempt + 1);
            }
        }
    }

    /** Whether one is under way in this thread: then nothing is rolled back before its end. */
    static boolean isUnderWay() {
        return TransactionSynchronizationManager.isActualTransactionActive();
    }

    private static boolean isWorthAnotherTry(@Nullable Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && WORTH_ANOTHER_TRY.contains(sql.getErrorCode())) {
                return true;
            }
        }
        return false;
    }

    private static void waitBefore(int attempt) {
        long most = FIRST_WAIT_MILLIS << attempt;
        LockSupport.parkNanos(
                TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(1, most)));
    }
}
