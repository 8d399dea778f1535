<<<<<<< HEAD
/** The one application: what production runs, with the roles {@code app.task.roles} gives it. */
=======
/** The one application: its main class and its configuration. */
>>>>>>> 4951e7715a657a72ca52f2f825529b6151d13265
@org.jspecify.annotations.NullMarked
package io.taskservice.server;
