/** Words for messages to people. */
@org.jspecify.annotations.NullMarked
package io.taskservice.text;
