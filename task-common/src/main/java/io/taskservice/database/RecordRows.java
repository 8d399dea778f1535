package io.taskservice.database;

import java.sql.CallableStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.ibatis.cursor.Cursor;
import org.apache.ibatis.executor.resultset.ResultSetHandler;

/** All rows of a statement as records. */
record RecordRows(RecordPlan plan) implements ResultSetHandler {

    @Override
    @SuppressWarnings("unchecked") // The statement's mapper says what its rows are, and the plan was made of that.
    public <E> List<E> handleResultSets(Statement statement) throws SQLException {
        try (ResultSet rows = statement.getResultSet()) {
            int[] columns = plan.columnsIn(rows);
            List<E> records = new ArrayList<>();
            while (rows.next()) {
                records.add((E) plan.read(rows, columns));
            }
            return records;
        }
    }

    @Override
    public <E> Cursor<E> handleCursorResultSets(Statement statement) {
        throw new UnsupportedOperationException("Records are read as a list; let the mapper's method return a List");
    }

    @Override
    public void handleOutputParameters(CallableStatement call) {
        throw new UnsupportedOperationException("Records come of a SELECT, not of a procedure");
    }
}
