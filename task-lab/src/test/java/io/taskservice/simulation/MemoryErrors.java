package io.taskservice.simulation;

import java.sql.SQLException;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DeadlockLoserDataAccessException;
import org.springframework.transaction.TransactionSystemException;

/** What the product gets to see of MySQL's errors, by way of Spring. */
final class MemoryErrors {

    SQLException duplicate() {
        return new SQLException("Duplicate entry", "23000", 1062);
    }

    @SuppressWarnings("deprecation") // It is what MyBatis has of Spring.
    RuntimeException deadlock() {
        return new DeadlockLoserDataAccessException("Deadlock", new SQLException("Deadlock found", "40001", 1213));
    }

    RuntimeException lockWaitTimeout() {
        return new CannotAcquireLockException(
                "Lock wait", new SQLException("Lock wait timeout exceeded", "40001", 1205));
    }

    RuntimeException connectionLost() {
        return new DataAccessResourceFailureException("Connection lost", communications());
    }

    RuntimeException commitUnanswered() {
        return new TransactionSystemException("JDBC commit failed", communications());
    }

    private static SQLException communications() {
        return new SQLException("Communications link failure", "08S01");
    }
}
