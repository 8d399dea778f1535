package io.taskservice.architecture.violations.left;

import io.taskservice.architecture.violations.right.Right;
import org.jspecify.annotations.Nullable;

/** One half of a circle. */
public final class Left {
    @Nullable
    Right right;
}
