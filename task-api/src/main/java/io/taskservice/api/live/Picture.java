package io.taskservice.api.live;

import io.taskservice.identity.InstanceId;
import io.taskservice.live.InstanceChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What has been told of a tenant's instances, so that the same news from two sources is told once, and never old news. */
final class Picture {

    private static final int MOST = 5000;

    private final Map<InstanceId, Known> known = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InstanceId, Known> eldest) {
            return size() > MOST;
        }
    };

    /**
     * Takes a change in; false: it tells nothing new.
     *
     * @param withProgress whether another progress in the same stage is news; of an older look it is not
     */
    boolean accept(InstanceChange change, boolean withProgress) {
        Known fresh = new Known(change.stage(), change.status().isTerminal(), change.progress());
        Known seen = known.get(change.instanceId());
        boolean isNews = seen == null || seen.stage < fresh.stage || (withProgress && seen.isBehind(fresh));
        if (isNews) {
            known.put(change.instanceId(), fresh);
        }
        return isNews;
    }

    /** Those that had not ended and are not among {@code seen}. */
    List<InstanceId> missing(List<InstanceChange> seen) {
        Set<InstanceId> there = seen.stream().map(InstanceChange::instanceId).collect(Collectors.toSet());
        return known.entrySet().stream()
                .filter(entry -> !entry.getValue().ended && !there.contains(entry.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    void forget(InstanceId id) {
        known.remove(id);
    }

    /** Where an instance was last told to stand. */
    private record Known(
            long stage, boolean ended, @Nullable Integer progress) {

        boolean isBehind(Known fresh) {
            return stage == fresh.stage && fresh.progress != null && !Objects.equals(progress, fresh.progress);
        }
    }
}
