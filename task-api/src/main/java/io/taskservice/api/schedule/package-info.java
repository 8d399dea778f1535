/** Schedules as requests write them, and previews of their fires. */
@org.jspecify.annotations.NullMarked
package io.taskservice.api.schedule;
