package io.taskservice.api.submit;

import io.taskservice.api.change.Changes;
import io.taskservice.api.definition.Handlers;
import io.taskservice.api.instance.Instances;
import io.taskservice.api.quota.ParamsCheck;
import io.taskservice.api.quota.QuotaCheck;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.DatabaseFaults;
import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.NewInstance;
import io.taskservice.instance.TaskInstance;
import io.taskservice.instance.TaskInstanceRepository;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Takes tasks that belong to no definition.
 *
 * <ol>
 *   <li>A request key that has made an instance finds it, whatever else the request says now.
 *   <li>A handler that no live executor has is refused, and what the tenant's quotas do not let through.
 *   <li>The instance and the audit entry are one transaction; of two that race with one key, the second finds the first's.
 *   <li>Requests of a tenant that come at the same time share that transaction: they would wait for each other's anyway,
 *       because the entries of a tenant are a chain.
 * </ol>
 */
final class Submissions {

    /** Far more than come together, and few enough that none waits long for the others. */
    private static final int MOST_TOGETHER = 100;

    private final TaskDatabase database;
    private final TaskInstanceRepository instances;
    private final Instances all;
    private final SubmitValidation validation;
    private final Handlers handlers;
    private final ParamsCheck params;
    private final QuotaCheck quotas;
    private final Changes changes;
    private final Map<TenantId, GroupCommit<Batch.Item, SubmitView>> groups = new ConcurrentHashMap<>();

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

    /** Takes one task, with those that come at the same time; with an idempotency key in the transaction of that. */
    SubmitView submit(Caller caller, SubmitRequest request) {
        validation.check(request);
        Batch.Item item = new Batch.Item(caller, request, List.of());
        return changes.isUnderWay()
                ? submitTogether(caller.tenant(), List.of(item)).get(0).get()
                : groups.computeIfAbsent(caller.tenant(), this::group).take(item);
    }

    private GroupCommit<Batch.Item, SubmitView> group(TenantId tenant) {
        return new GroupCommit<>(
                MOST_TOGETHER,
                items -> submitTogether(tenant, items),
                failure -> failure instanceof ApiException || DatabaseFaults.isPassing(failure));
    }

    private List<Supplier<SubmitView>> submitTogether(TenantId tenant, List<Batch.Item> items) {
        return changes.makeFor(tenant, () -> {
            Batch.Known known = known(tenant, items);
            Batch batch = Batch.sorted(items, known);
            batch.keepTo(quotas.grantSome(tenant, batch.made().size()));
            Map<InstanceId, TaskInstance> all = new HashMap<>();
            store(tenant, batch).forEach((key, found) -> all.put(found.id(), found));
            known.requested().forEach((key, found) -> all.put(found.id(), found));
            all.putAll(instances.findThese(
                    tenant, batch.made().stream().map(NewInstance::id).toList()));
            batch.verdicts().stream()
                    .filter(Batch.Verdict::isNew)
                    .forEach(verdict -> record(items.get(verdict.index()).caller(), instance(verdict, all)));
            return batch.verdicts().stream().map(verdict -> view(verdict, all)).toList();
        });
    }

    private static TaskInstance instance(Batch.Verdict verdict, Map<InstanceId, TaskInstance> all) {
        return Objects.requireNonNull(all.get(verdict.required()));
    }

    private void record(Caller caller, TaskInstance made) {
        changes.record(
                caller,
                "instance.submit",
                made.id().value(),
                Map.of("handler", made.route().handler(), "queue", made.route().queue()));
    }

    private static Supplier<SubmitView> view(Batch.Verdict verdict, Map<InstanceId, TaskInstance> all) {
        return () -> verdict.existing()
                ? SubmitView.existing(instance(verdict, all))
                : SubmitView.accepted(instance(verdict, all));
    }

    /** Takes many tasks at once, with as many statements as for one but for the INSERTs. */
    BatchView submit(Caller caller, List<SubmitRequest> tasks, boolean atomic) {
        List<Batch.Item> items = tasks.stream()
                .map(task -> new Batch.Item(caller, task, validation.errorsOf(task)))
                .toList();
        return changes.makeFor(caller.tenant(), () -> {
            Batch batch = Batch.sorted(items, known(caller.tenant(), items));
            if (atomic) {
                batch.requireNoneRefused();
                quotas.requireSubmits(caller.tenant(), batch.made().size());
            } else {
                QuotaCheck.Grant grant =
                        quotas.grantSome(caller.tenant(), batch.made().size());
                grant.requireAny();
                batch.keepTo(grant);
            }
            store(caller.tenant(), batch);
            BatchView view = batch.view();
            changes.record(
                    caller,
                    "instance.submit-batch",
                    null,
                    Map.of("accepted", view.accepted(), "existing", view.existing(), "rejected", view.rejected()));
            return view;
        });
    }

    private Batch.Known known(TenantId tenant, List<Batch.Item> items) {
        List<SubmitRequest> right = items.stream()
                .filter(item -> item.errors().isEmpty())
                .map(Batch.Item::request)
                .toList();
        boolean allTaken = right.stream().allMatch(SubmitRequest::allowsUnknownHandler);
        return new Batch.Known(
                instances.findByRequestKeys(tenant, requestKeys(right)),
                allTaken ? Set.of() : handlers.known(),
                params.of(tenant, right.stream().map(SubmitRequest::params).toList()),
                database.now());
    }

    private static Set<String> requestKeys(List<SubmitRequest> requests) {
        return requests.stream()
                .map(SubmitRequest::requestKey)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /** Stores what is to be stored; returns what request keys had made just before, by key. */
    private Map<String, TaskInstance> store(TenantId tenant, Batch batch) {
        Map<String, TaskInstance> raced = instances.insertUnlessRequested(tenant, batch.made());
        batch.lost(raced);
        tellOf(batch.made());
        return raced;
    }

    private void tellOf(List<NewInstance> made) {
        all.news(made);
        all.wake(made.stream().map(one -> one.start().status()).collect(Collectors.toSet()));
    }
}
