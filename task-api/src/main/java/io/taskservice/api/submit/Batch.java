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
import org.jspecify.annotations.Nullable;

/**
 * Sorts tasks of one tenant: those that make an instance, those whose request key has made one, those that are wrong.
 * It asks nobody: what the database knows is given to it, once for all tasks.
 */
final class Batch {

    private final List<Verdict> verdicts = new ArrayList<>();
    private final List<NewInstance> made = new ArrayList<>();
    /** By request key: what it has made, before this batch or in it. */
    private final Map<String, InstanceId> byKey = new HashMap<>();

    private Batch() {}

    /**
     * A task, and what is wrong with it as it is written.
     *
     * @param caller whose it is
     * @param request the task
     * @param errors what is wrong
     */
    record Item(Caller caller, SubmitRequest request, List<FieldError> errors) {}

    /**
     * What the database knows.
     *
     * @param requested what request keys of these tasks have made
     * @param handlers handlers that live executors have
     * @param params what their params can be checked against
     * @param now its time
     */
    record Known(Map<String, TaskInstance> requested, Set<String> handlers, ParamsCheck.Known params, Instant now) {}

    /**
     * What becomes of a task.
     *
     * @param index its place
     * @param id the instance, new or found; null: it is refused
     * @param existing whether a request with the same key had made it before
     * @param refusal why it is refused; null: it is not
     */
    record Verdict(
            int index,
            @Nullable InstanceId id,
            boolean existing,
            @Nullable ApiException refusal) {

        private static Verdict refused(int index, ApiException refusal) {
            return new Verdict(index, null, false, refusal);
        }

        private static Verdict refused(int index, ErrorCode code, List<FieldError> errors) {
            return refused(index, new ApiException(code, errors.get(0).message(), errors));
        }

        private BatchItemView view() {
            if (refusal != null) {
                return BatchItemView.rejected(index, refusal);
            }
            InstanceId known = required();
            return existing ? BatchItemView.existing(index, known) : BatchItemView.accepted(index, known);
        }

        /** Whether it made an instance. */
        boolean isNew() {
            return id != null && !existing;
        }

        /** The instance; throws why there is none. */
        InstanceId required() {
            if (refusal != null) {
                throw refusal;
            }
            return Objects.requireNonNull(id);
        }
    }

    static Batch sorted(List<Item> items, Known known) {
        Batch batch = new Batch();
        known.requested().forEach((key, instance) -> batch.byKey.put(key, instance.id()));
        items.forEach(item -> batch.verdicts.add(batch.verdict(batch.verdicts.size(), item, known)));
        return batch;
    }

    private Verdict verdict(int index, Item item, Known known) {
        SubmitRequest request = item.request();
        if (!item.errors().isEmpty()) {
            return Verdict.refused(index, ErrorCode.INVALID_TASK_DATA, item.errors());
        }
        String key = request.requestKey();
        InstanceId before = key == null ? null : byKey.get(key);
        if (before != null) {
            return new Verdict(index, before, true, null);
        }
        Optional<FieldError> unknown = request.allowsUnknownHandler()
                ? Optional.empty()
                : Handlers.check("handler", Objects.requireNonNull(request.handler()), known.handlers());
        if (unknown.isPresent()) {
            return Verdict.refused(index, ErrorCode.UNKNOWN_HANDLER, List.of(unknown.get()));
        }
        Optional<FieldError> wrongParams = known.params().check("params", request.params());
        if (wrongParams.isPresent()) {
            return Verdict.refused(index, ErrorCode.INVALID_TASK_DATA, List.of(wrongParams.get()));
        }
        NewInstance instance = Submission.of(request, item.caller(), known.now());
        made.add(instance);
        if (key != null) {
            byKey.put(key, instance.id());
        }
        return new Verdict(index, instance.id(), false, null);
    }

    /** What is to be stored. */
    List<NewInstance> made() {
        return made;
    }

    /** Refuses the whole batch if any task is wrong. */
    void requireNoneRefused() {
        List<Verdict> refused =
                verdicts.stream().filter(verdict -> verdict.refusal() != null).toList();
        if (refused.isEmpty()) {
            return;
        }
        List<FieldError> errors = refused.stream().flatMap(Batch::placed).toList();
        throw new ApiException(
                ErrorCode.INVALID_TASK_DATA,
                refused.size() + " of " + verdicts.size() + " tasks cannot be accepted, and with atomic none is; the"
                        + " first: " + errors.get(0).field() + ": "
                        + errors.get(0).message(),
                errors);
    }

    private static Stream<FieldError> placed(Verdict refused) {
        return Objects.requireNonNull(refused.refusal()).errors().stream()
                .map(error -> new FieldError(
                        "items[" + refused.index() + "]." + error.field(), error.code(), error.message()));
    }

    /** Refuses those beyond a grant, and what repeats them. */
    void keepTo(QuotaCheck.Grant grant) {
        ApiException refusal = grant.refusal();
        if (refusal == null) {
            return;
        }
        List<NewInstance> rest = made.subList(grant.instances(), made.size());
        Set<InstanceId> ids = rest.stream().map(NewInstance::id).collect(Collectors.toSet());
        verdicts.replaceAll(
                verdict -> ids.contains(verdict.id()) ? Verdict.refused(verdict.index(), refusal) : verdict);
        rest.clear();
    }

    /** Notes which request keys had made an instance just before, so that theirs were not stored. */
    void lost(Map<String, TaskInstance> raced) {
        Map<InstanceId, InstanceId> winners = new HashMap<>();
        raced.forEach((key, winner) -> winners.put(Objects.requireNonNull(byKey.get(key)), winner.id()));
        made.removeIf(one -> winners.containsKey(one.id()));
        verdicts.replaceAll(verdict -> {
            InstanceId winner = winners.get(verdict.id());
            return winner == null ? verdict : new Verdict(verdict.index(), winner, true, null);
        });
    }

    /** What became of each, in their order. */
    List<Verdict> verdicts() {
        return verdicts;
    }

    /** What became of each, for people. */
    BatchView view() {
        return BatchView.of(verdicts.stream().map(Verdict::view).toList());
    }
}
