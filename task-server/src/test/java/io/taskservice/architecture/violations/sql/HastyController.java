package io.taskservice.architecture.violations.sql;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;

/** A controller with a mapper, injected into a field. */
final class HastyController {
    @Autowired
    @Nullable
    PublicMapper mapper;
}
