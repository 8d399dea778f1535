package io.taskservice.api.submit;

import io.taskservice.api.definition.Handlers;
import io.taskservice.api.quota.ParamsCheck;
import io.taskservice.api.quota.QuotaCheck;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FieldError;
import io.taskservice.identity.InstanceId;
import io.taskservice.instance.NewInstance;
import io.taskservice.instance.TaskInstance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sorts the tasks of a batch: those that make an instance, those whose request key has made one, those that are wrong.
 * It asks nobody: what the database knows is given to it, once for all tasks.
 */
final class Batch {

    private final List<BatchItemView> verdicts = new ArrayList<>();
    private final List<NewInstance> made = new ArrayList<>();
    /** By request key: what it has made, before this batch or in it. */
    private final Map<String, InstanceId> byKey = new HashMap<>();
    /** By id of an instance that was not stored: the one that its request key had made. */
    private final Map<String, InstanceId> lost = new HashMap<>();

    private Batch() {}

    /**
     * A task, and what is wrong with it as it is written.
     *
     * @param index its place
     * @param request the task
     * @param errors what is wrong
     */
    record Item(int index, SubmitRequest request, List<FieldError> errors) {}

    /**
     * What the database knows.
     *
     * @param requested what request keys of these tasks have made
     * @param handlers handlers that live executors have
     * @param params what their params can be checked against
     * @param now its time
     */
    record Known(Map<String, TaskInstance> requested, Set<String> handlers, ParamsCheck.Known params, Instant now) {}

    static Batch sorted(List<Item> items, Caller caller, Known known) {
        Batch batch = new Batch();
        known.requested().forEach((key, instance) -> batch.byKey.put(key, instance.id()));
        items.forEach(item -> batch.verdicts.add(batch.verdict(item, caller, known)));
        return batch;
    }

    private BatchItemView verdict(Item item, Caller caller, Known known) {
        SubmitRequest request = item.request();
        if (!item.errors().isEmpty()) {
            return BatchItemView.rejected(item.index(), ErrorCode.INVALID_TASK_DATA, item.errors());
        }
        String key = request.requestKey();
        InstanceId before = key == null ? null : byKey.get(key);
        if (before != null) {
            return BatchItemView.existing(item.index(), before);
        }
        Optional<FieldError> unknown = request.allowsUnknownHandler()
                ? Optional.empty()
                : Handlers.check("handler", Objects.requireNonNull(request.handler()), known.handlers());
        if (unknown.isPresent()) {
            return BatchItemView.rejected(item.index(), ErrorCode.UNKNOWN_HANDLER, List.of(unknown.get()));
        }
        Optional<FieldError> wrongParams = known.params().check("params", request.params());
        if (wrongParams.isPresent()) {
            return BatchItemView.rejected(item.index(), ErrorCode.INVALID_TASK_DATA, List.of(wrongParams.get()));
        }
        NewInstance instance = Submission.of(request, caller, known.now());
        made.add(instance);
        if (key != null) {
            byKey.put(key, instance.id());
        }
        return BatchItemView.accepted(item.index(), instance.id());
    }

    /** What is to be stored. */
    List<NewInstance> made() {
        return made;
    }

    /** Refuses the whole batch if any task is wrong. */
    void requireNoneRejected() {
        List<BatchItemView> rejected = verdicts.stream()
                .filter(verdict -> verdict.status().equals(BatchItemView.REJECTED))
                .toList();
        if (rejected.isEmpty()) {
            return;
        }
        List<FieldError> errors = rejected.stream().flatMap(Batch::placed).toList();
        throw new ApiException(
                ErrorCode.INVALID_TASK_DATA,
                rejected.size() + " of " + verdicts.size() + " tasks cannot be accepted, and with atomic none is; the"
                        + " first: " + errors.get(0).field() + ": "
                        + errors.get(0).message(),
                errors);
    }

    private static Stream<FieldError> placed(BatchItemView rejected) {
        return rejected.errors().stream()
                .map(error -> new FieldError(
                        "items[" + rejected.index() + "]." + error.field(), error.code(), error.message()));
    }

    /** Refuses those beyond a grant, and what repeats them; all of it, if nothing was granted. */
    void keepTo(QuotaCheck.Grant grant) {
        ApiException refusal = grant.refusal();
        if (refusal == null) {
            return;
        }
        if (grant.instances() == 0) {
            throw refusal;
        }
        List<NewInstance> rest = made.subList(grant.instances(), made.size());
        Set<String> ids = rest.stream().map(one -> one.id().value()).collect(Collectors.toSet());
        verdicts.replaceAll(verdict -> ids.contains(String.valueOf(verdict.id()))
                ? BatchItemView.rejected(verdict.index(), refusal.code(), refusal.message())
                : verdict);
        rest.clear();
    }

    /** Notes which request keys had made an instance just before, so that theirs were not stored. */
    void lost(Map<String, TaskInstance> raced) {
        raced.forEach(
                (key, winner) -> lost.put(Objects.requireNonNull(byKey.get(key)).value(), winner.id()));
    }

    /** Those that were stored. */
    List<NewInstance> stored() {
        return made.stream().filter(one -> !lost.containsKey(one.id().value())).toList();
    }

    /** What became of each. */
    BatchView view() {
        return BatchView.of(verdicts.stream()
                .map(verdict -> {
                    InstanceId winner = verdict.id() == null ? null : lost.get(verdict.id());
                    return winner == null ? verdict : BatchItemView.existing(verdict.index(), winner);
                })
                .toList());
    }
}
