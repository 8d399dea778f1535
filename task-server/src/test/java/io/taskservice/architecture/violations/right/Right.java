package io.taskservice.architecture.violations.right;

import io.taskservice.architecture.violations.left.Left;
import org.jspecify.annotations.Nullable;

/** The other half. */
public final class Right {
    @Nullable
    Left left;
}
