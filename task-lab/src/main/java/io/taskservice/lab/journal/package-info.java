/** What handlers write about what they do, outside of the database, so that it can be compared with what the database says. */
@org.jspecify.annotations.NullMarked
package io.taskservice.lab.journal;
