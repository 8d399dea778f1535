/** What a handler's author imports; free of persistence. */
@org.jspecify.annotations.NullMarked
package io.taskservice.handler;
