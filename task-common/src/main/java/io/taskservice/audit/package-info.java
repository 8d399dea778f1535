/** The audit log: who did what to whom; rows are only ever added, in the transaction of what they tell. */
@org.jspecify.annotations.NullMarked
package io.taskservice.audit;
