/** What every request to a target that a user names goes through, so that none reaches into the own network. */
@org.jspecify.annotations.NullMarked
package io.taskservice.outbound;
