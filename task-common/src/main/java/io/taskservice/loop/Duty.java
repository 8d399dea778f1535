package io.taskservice.loop;

import java.time.Duration;

/** One pass of a background duty. */
@FunctionalInterface
public interface Duty {

    /** Does what there is to do now and says how long to wait before the next pass; zero: at once. */
    Duration runOnce() throws Exception;
}
