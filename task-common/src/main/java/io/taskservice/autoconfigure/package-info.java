/** Wires the common room into a Spring Boot application: the server, or one that becomes an executor. */
@org.jspecify.annotations.NullMarked
package io.taskservice.autoconfigure;
