package io.taskservice.executor;

import io.taskservice.identity.InstanceId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The attempts this node has, its slots, and how many of these it may use now.
 *
 * <p>A slot is taken from the claim to the return of the handler's thread, even when the attempt has ended without it: a
 * handler that does not stop still uses what it uses. An attempt is known from the claim until its outcome is written.
 */
final class InFlight {

    private final int slots;
    private volatile int allowed;
    private final AtomicInteger busy = new AtomicInteger();
    private final Map<InstanceId, Attempt> attempts = new ConcurrentHashMap<>();
    private volatile Runnable whenFreed = () -> {};

    InFlight(int slots) {
        this.slots = slots;
        this.allowed = slots;
    }

    /** Calls {@code listener} when a slot becomes free, or may be used again. */
    void whenFreed(Runnable listener) {
        whenFreed = listener;
    }

    int slots() {
        return slots;
    }

    int busy() {
        return busy.get();
    }

    /** Slots that may be used: all, unless people or auto-scaling want fewer. */
    int allowed() {
        return allowed;
    }

    /** Lets so many slots be used from now on; what runs in others goes on, and they are not filled again. */
    void allow(int most) {
        boolean isMore = most > allowed;
        allowed = most;
        if (isMore) {
            whenFreed.run();
        }
    }

    /** Slots that may be used and are not. */
    int free() {
        return Math.max(0, allowed - busy.get());
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
