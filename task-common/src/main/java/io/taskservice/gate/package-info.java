/**
 * Limits of how many instances of a definition, or with a key, run at once.
 *
 * <p>A gate is what is limited. Claiming an instance behind one takes a slot in the claim's transaction, or parks the
 * instance in the gate's line; leaving RUNNING, however that happens, gives the slot back in the transaction that does it,
 * and lets the next in line go. So a killed node leaks nothing: its slots go back when its claims are rescued. Instances
 * without a gate pay nothing.
 */
@org.jspecify.annotations.NullMarked
package io.taskservice.gate;
