/** Who calls, and what each route lets them do; denied unless the table of routes says otherwise. */
@org.jspecify.annotations.NullMarked
package io.taskservice.api.security;
