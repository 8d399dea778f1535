/**
 * The audit log: who did what to whom. Rows are only ever added, in the transaction of what they tell, and each carries a
 * hash that stands for all rows of its tenant before it.
 */
@org.jspecify.annotations.NullMarked
package io.taskservice.audit;
