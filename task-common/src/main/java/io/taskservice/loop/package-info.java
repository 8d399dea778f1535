/** The one way background duties are driven. */
@org.jspecify.annotations.NullMarked
package io.taskservice.loop;
