/** Task definitions: what to run and when, and the cursor over their fire times. */
@org.jspecify.annotations.NullMarked
package io.taskservice.definition;
