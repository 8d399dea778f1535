package io.taskservice.executor;

import io.taskservice.instance.Claim;
import io.taskservice.instance.ProgressReport;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How far one attempt says it is, between its handler, which tells, and the writer, which takes. */
final class AttemptProgress {

    private static final int MOST_MESSAGE = 500;
    private static final int MOST_COUNTERS = 20;
    private static final int MOST_NAME = 64;

    private final Claim claim;
    private final ParamsReader json;
    private final Mask mask;
    private final Map<String, Long> counters = new TreeMap<>();
    private @Nullable Integer percent;
    private @Nullable String message;
    private boolean changed;

    AttemptProgress(Claim claim, ParamsReader json, Mask mask) {
        this.claim = claim;
        this.json = json;
        this.mask = mask;
    }

    synchronized void set(int newPercent, @Nullable String newMessage) {
        percent = Math.max(0, Math.min(100, newPercent));
        message = newMessage == null ? null : Text.cut(mask.apply(newMessage), MOST_MESSAGE);
        changed = true;
    }

    synchronized void count(String name, long value) {
        String shown = mask.apply(name);
        boolean known = counters.containsKey(shown);
        if (known || (counters.size() < MOST_COUNTERS && shown.length() <= MOST_NAME)) {
            counters.put(shown, value);
            changed = true;
        }
    }

    /** All of it, if it has changed since it was last taken. */
    synchronized @Nullable ProgressReport take() {
        if (!changed) {
            return null;
        }
        changed = false;
        return new ProgressReport(claim, percent, message, counters.isEmpty() ? null : json.write(counters));
    }
}
