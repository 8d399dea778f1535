/** The one application: what production runs, with the roles {@code app.task.roles} gives it. */
@org.jspecify.annotations.NullMarked
package io.taskservice.server;
