/**
 * Why something does not run, or did not fire.
 *
 * <p>What is looked at is read first, without a lock, into one picture ({@code Situation}, {@code FireRecord}); what it
 * means is worked out from the picture alone. Each {@code BlockerFinder} asks one question of it.
 */
@org.jspecify.annotations.NullMarked
package io.taskservice.api.explain;
