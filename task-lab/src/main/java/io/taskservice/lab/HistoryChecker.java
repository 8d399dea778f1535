package io.taskservice.lab;

import io.taskservice.database.TaskDatabase;
import io.taskservice.lab.journal.Journals;
import io.taskservice.lab.law.CheckOptions;
import io.taskservice.lab.law.CheckReport;
import io.taskservice.lab.law.Laws;
import io.taskservice.lab.law.Violation;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Says whether the history in a database keeps the promises.
 *
 * <p>It reads in one transaction that changes nothing and sees one instant, REPEATABLE READ: a cluster may be at work
 * meanwhile.
 */
public final class HistoryChecker {

    private HistoryChecker() {}

    /** What breaks a promise, law by law, of each the first 100; empty: all are kept. */
    public static List<Violation> check(DataSource dataSource, Journals journals, CheckOptions options) {
        return check(new TaskDatabase(dataSource), journals, options);
    }

    /** As {@link #check(DataSource, Journals, CheckOptions)}. */
    public static List<Violation> check(TaskDatabase database, Journals journals, CheckOptions options) {
        return report(database, journals, options).violations();
    }

    /** The same with counts. */
    public static CheckReport report(TaskDatabase database, Journals journals, CheckOptions options) {
        TransactionTemplate snapshot = new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
        return Objects.requireNonNull(snapshot.execute(status -> new Laws(database, journals, options).check()));
    }
}
