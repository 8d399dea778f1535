/** Turning due fire times into instances or recorded gaps, in one transaction with the cursor. */
@org.jspecify.annotations.NullMarked
package io.taskservice.firing;
