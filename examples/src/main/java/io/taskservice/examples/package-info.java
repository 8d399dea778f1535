/** An application that becomes an executor by depending on task-executor and declaring handlers. */
@org.jspecify.annotations.NullMarked
package io.taskservice.examples;
