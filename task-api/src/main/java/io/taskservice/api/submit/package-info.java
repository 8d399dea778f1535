/** Work without a definition: one task, or many at once. */
@org.jspecify.annotations.NullMarked
package io.taskservice.api.submit;
