package io.taskservice.api.deadletter;

import io.taskservice.api.instance.Repeats;
import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.deadletter.DeadLetters;
import io.taskservice.identity.InstanceId;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.NewInstance;
import io.taskservice.instance.TaskInstance;
import io.taskservice.instance.TaskInstanceRepository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs many dead letters again, in one transaction that holds them: a part at a time, for what they were given may be
 * large.
 */
final class Redrive {

    private static final int PART = 100;
    private static final long MILLIS_PER_SECOND = 1000;

    private final DeadLetters letters;
    private final TaskInstanceRepository instances;
    private final Repeats.Round round;
    private final Consumer<List<NewInstance>> news;
    private final @Nullable Integer ratePerSecond;
    private final List<NewInstance> unstored = new ArrayList<>();
    private final Set<InstanceStatus> added = EnumSet.noneOf(InstanceStatus.class);
    private int done;
    private int refused;

    Redrive(
            DeadLetters letters,
            TaskInstanceRepository instances,
            Repeats.Round round,
            Consumer<List<NewInstance>> news,
            @Nullable Integer ratePerSecond) {
        this.letters = letters;
        this.instances = instances;
        this.round = round;
        this.news = news;
        this.ratePerSecond = ratePerSecond;
    }

    void run(List<InstanceId> locked) {
        for (int from = 0; from < locked.size(); from += PART) {
            runPart(locked.subList(from, Math.min(from + PART, locked.size())));
        }
    }

    private void runPart(List<InstanceId> part) {
        Map<InstanceId, TaskInstance> ended = instances.findThese(round.tenant(), part);
        List<InstanceId> gone = new ArrayList<>();
        for (InstanceId id : part) {
            TaskInstance one = ended.get(id);
            if (one == null || repeat(one)) {
                gone.add(id);
            }
        }
        store();
        letters.removeThese(round.tenant(), gone);
    }

    /** False when its definition forbids another instance just now. */
    private boolean repeat(TaskInstance ended) {
        if (round.isSerial(ended)) {
            store();
        }
        try {
            unstored.add(round.of(ended, Repeats.Difference.NONE, startOf(done)));
            done++;
            return true;
        } catch (ApiException e) {
            if (e.code() != ErrorCode.HAS_ACTIVE_INSTANCES) {
                throw e;
            }
            refused++;
            return false;
        }
    }

    private void store() {
        instances.insert(unstored);
        news.accept(List.copyOf(unstored));
        unstored.forEach(one -> added.add(one.start().status()));
        unstored.clear();
    }

    /** The first starts now, each other its share of a second later. */
    private Instant startOf(int place) {
        return ratePerSecond == null ? round.now() : round.now().plusMillis(place * MILLIS_PER_SECOND / ratePerSecond);
    }

    /** The statuses that the new instances have. */
    Set<InstanceStatus> added() {
        return added;
    }

    BulkView view(long matched) {
        return new BulkView(matched, done, refused, false, done == 0 ? null : startOf(done - 1));
    }
}
