/** The only door to MySQL: connections with the session settings the engine relies on, transactions, migrations, one clock. */
@org.jspecify.annotations.NullMarked
package io.taskservice.database;
