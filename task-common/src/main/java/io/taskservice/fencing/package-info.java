/** Effects that happen once, for handlers with a database of their own. */
@org.jspecify.annotations.NullMarked
package io.taskservice.fencing;
