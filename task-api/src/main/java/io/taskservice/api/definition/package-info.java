/** Definitions: create, read, replace, delete, enable, disable, run now. */
@org.jspecify.annotations.NullMarked
package io.taskservice.api.definition;
