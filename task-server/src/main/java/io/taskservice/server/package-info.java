/** The one application: its main class and its configuration. */
@org.jspecify.annotations.NullMarked
package io.taskservice.server;
