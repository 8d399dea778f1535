package io.taskservice.api.submit;

import io.taskservice.api.change.Changes;
import io.taskservice.api.definition.Handlers;
import io.taskservice.api.instance.Instances;
import io.taskservice.api.quota.ParamsCheck;
import io.taskservice.api.quota.QuotaCheck;
import io.taskservice.api.security.Caller;
import io.taskservice.database.TaskDatabase;
import io.taskservice.instance.NewInstance;
import io.taskservice.instance.TaskInstance;
import io.taskservice.instance.TaskInstanceRepository;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Takes tasks that belong to no definition.
 *
 * <ol>
 *   <li>A request key that has made an instance finds it, whatever else the request says now.
 *   <li>A handler that no live executor has is refused, and what the tenant's quotas do not let through.
 *   <li>The instance and the audit entry are one transaction; of two that race with one key, the second finds the first's.
 * </ol>
 */
final class Submissions {

    private final TaskDatabase database;
    private final TaskInstanceRepository instances;
    private final Instances all;
    private final SubmitValidation validation;
    private final Handlers handlers;
    private final ParamsCheck params;
    private final QuotaCheck quotas;
    private final Changes changes;

    Submissions(
            TaskDatabase database,
            TaskInstanceRepository instances,
            Instances all,
            SubmitValidation validation,
            Handlers handlers,
            ParamsCheck params,
            QuotaCheck quotas,
            Changes changes) {
        this.database = database;
        this.instances = instances;
        this.all = all;
        this.validation = validation;
        this.handlers = handlers;
        this.params = params;
        this.quotas = quotas;
        this.changes = changes;
    }

    /** Takes one task. */
    SubmitView submit(Caller caller, SubmitRequest request) {
        validation.check(request);
        return changes.makeFor(caller.tenant(), () -> {
            Optional<TaskInstance> before = requested(caller, request);
            if (before.isPresent()) {
                return SubmitView.existing(before.get());
            }
            if (!request.allowsUnknownHandler()) {
                handlers.requireKnown("handler", Objects.requireNonNull(request.handler()));
            }
            params.require(caller.tenant(), "params", request.params());
            quotas.requireSubmits(caller.tenant(), 1);
            NewInstance made = Submission.of(request, caller, database.now());
            Map<String, TaskInstance> first = instances.insertUnlessRequested(caller.tenant(), List.of(made));
            return first.isEmpty()
                    ? accepted(caller, made)
                    : SubmitView.existing(first.values().iterator().next());
        });
    }

    private Optional<TaskInstance> requested(Caller caller, SubmitRequest request) {
        return Optional.ofNullable(request.requestKey())
                .map(key -> instances
                        .findByRequestKeys(caller.tenant(), Set.of(key))
                        .get(key));
    }

    private SubmitView accepted(Caller caller, NewInstance made) {
        tellOf(List.of(made));
        changes.record(
                caller,
                "instance.submit",
                made.id().value(),
                Map.of("handler", made.route().handler(), "queue", made.route().queue()));
        return SubmitView.accepted(instances.find(caller.tenant(), made.id()).orElseThrow());
    }

    /** Takes many tasks at once, with as many statements as for one but for the INSERTs. */
    BatchView submit(Caller caller, List<SubmitRequest> tasks, boolean atomic) {
        List<Batch.Item> items = IntStream.range(0, tasks.size())
                .mapToObj(i -> new Batch.Item(i, tasks.get(i), validation.errorsOf(tasks.get(i))))
                .toList();
        return changes.makeFor(caller.tenant(), () -> {
            Batch batch = Batch.sorted(items, caller, known(caller, items));
            if (atomic) {
                batch.requireNoneRejected();
                quotas.requireSubmits(caller.tenant(), batch.made().size());
            } else {
                batch.keepTo(quotas.grantSome(caller.tenant(), batch.made().size()));
            }
            batch.lost(instances.insertUnlessRequested(caller.tenant(), batch.made()));
            BatchView view = batch.view();
            tellOf(batch.stored());
            changes.record(
                    caller,
                    "instance.submit-batch",
                    null,
                    Map.of("accepted", view.accepted(), "existing", view.existing(), "rejected", view.rejected()));
            return view;
        });
    }

    private Batch.Known known(Caller caller, List<Batch.Item> items) {
        Set<String> keys = new HashSet<>();
        for (Batch.Item item : items) {
            String key = item.request().requestKey();
            if (key != null && item.errors().isEmpty()) {
                keys.add(key);
            }
        }
        return new Batch.Known(
                instances.findByRequestKeys(caller.tenant(), keys),
                handlers.known(),
                params.of(
                        caller.tenant(),
                        items.stream().map(item -> item.request().params()).toList()),
                database.now());
    }

    private void tellOf(List<NewInstance> made) {
        all.news(made);
        all.wake(made.stream().map(one -> one.start().status()).collect(Collectors.toSet()));
    }
}
