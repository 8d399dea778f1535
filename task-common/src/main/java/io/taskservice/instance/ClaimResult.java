package io.taskservice.instance;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node has got.
 *
 * @param claims its claims
 * @param mayBeMore whether asking again at once may bring more
 * @param nextTry when to ask again though nothing signals it, because a rate allows the next start then; null: whenever
 */
public record ClaimResult(
        List<Claim> claims, boolean mayBeMore, @Nullable Duration nextTry) {

    /** Nothing is due. */
    public static final ClaimResult NOTHING = new ClaimResult(List.of(), false, null);
}
