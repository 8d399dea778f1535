package io.taskservice.executor;

import io.taskservice.identity.InstanceId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The attempts this node has, and its slots.
 *
 * <p>A slot is taken from the claim to the return of the handler's thread, even when the attempt has ended without it: a
 * handler that does not stop still uses what it uses. An attempt is known from the claim until its outcome is written.
 */
final class InFlight {

    private final int slots;
    private final AtomicInteger busy = new AtomicInteger();
    private final Map<InstanceId, Attempt> attempts = new ConcurrentHashMap<>();
    private volatile Runnable whenFreed = () -> {};

    InFlight(int slots) {
        this.slots = slots;
    }

    /** Calls {@code listener} when a slot becomes free. */
    void whenFreed(Runnable listener) {
        whenFreed = listener;
    }

    int slots() {
        return slots;
    }

    int busy() {
        return busy.get();
    }

    int free() {
        return slots - busy.get();
    }

    void add(Attempt attempt) {
        busy.incrementAndGet();
        attempts.put(attempt.claim().id(), attempt);
    }

    /** The handler's thread has returned. */
    void freeSlot() {
        busy.decrementAndGet();
        whenFreed.run();
    }

    /** The attempt's outcome is written, or nobody wants it any more. */
    void forget(Attempt attempt) {
        attempts.remove(attempt.claim().id(), attempt);
    }

    /** Every attempt whose outcome is not written. */
    Collection<Attempt> all() {
        return attempts.values();
    }

    /** Every attempt that has no outcome yet. */
    List<Attempt> running() {
        return attempts.values().stream().filter(attempt -> !attempt.hasEnded()).toList();
    }

    boolean knows(InstanceId id, int attemptNumber) {
        Attempt attempt = attempts.get(id);
        return attempt != null && attempt.claim().attempt() == attemptNumber;
    }
}
