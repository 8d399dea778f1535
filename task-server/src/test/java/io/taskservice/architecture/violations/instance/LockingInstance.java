package io.taskservice.architecture.violations.instance;

import org.jspecify.annotations.Nullable;
import org.redisson.api.RLock;

/** A domain type that knows Redisson. */
final class LockingInstance {
    @Nullable
    RLock lock;
}
