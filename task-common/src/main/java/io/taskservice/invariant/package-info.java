/**
 * What must be, whatever happens, as statements over the tables: each is looked at now and then, what breaks it is told, and
 * put right where that is safe.
 *
 * <p>A false alarm is worse than a late one. So a {@link io.taskservice.invariant.Check} tells only what cannot be otherwise:
 * it has seen it in one statement, or under the locks that whoever changes it holds, or for so long that it is no longer
 * merely late ({@link io.taskservice.invariant.Suspicions}). And none reads a table from end to end: it looks where an index
 * leads, or at a stretch that the next pass continues.
 */
@org.jspecify.annotations.NullMarked
package io.taskservice.invariant;
