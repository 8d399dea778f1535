package io.taskservice.api.deadletter;

import io.taskservice.api.change.Changes;
import io.taskservice.api.instance.InstanceView;
import io.taskservice.api.instance.Instances;
import io.taskservice.api.instance.Repeats;
import io.taskservice.api.quota.ParamsCheck;
import io.taskservice.api.quota.QuotaCheck;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.deadletter.DeadLetters;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.NewInstance;
import io.taskservice.instance.TaskInstanceRepository;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs dead letters again or discards them; whoever takes the letter away is the one who does. */
final class DeadLetterChanges {

    private final DeadLetters letters;
    private final Instances instances;
    private final TaskInstanceRepository repository;
    private final Repeats repeats;
    private final ParamsCheck params;
    private final QuotaCheck quotas;
    private final Changes changes;

    DeadLetterChanges(
            DeadLetters letters,
            Instances instances,
            TaskInstanceRepository repository,
            Repeats repeats,
            ParamsCheck params,
            QuotaCheck quotas,
            Changes changes) {
        this.letters = letters;
        this.instances = instances;
        this.repository = repository;
        this.repeats = repeats;
        this.params = params;
        this.quotas = quotas;
        this.changes = changes;
    }

    InstanceView redrive(Caller caller, String id, Repeats.Difference difference) {
        TenantId tenant = caller.tenant();
        return changes.makeFor(tenant, () -> {
            take(tenant, id);
            params.require(tenant, "params", difference.params());
            NewInstance again = instances.again(caller, instances.require(tenant, id), difference);
            changes.record(caller, "dead-letter.redrive", again.id().value(), Map.of("retryOf", id));
            return InstanceView.of(instances.require(tenant, again.id().value()));
        });
    }

    void discard(Caller caller, String id) {
        changes.makeFor(caller.tenant(), () -> {
            take(caller.tenant(), id);
            changes.record(caller, "dead-letter.discard", id, Map.of());
            return id;
        });
    }

    BulkView redrive(Caller caller, Selection selection, @Nullable Integer ratePerSecond, boolean dryRun) {
        TenantId tenant = caller.tenant();
        return changes.makeFor(tenant, () -> {
            List<InstanceId> locked = selection.lock(letters, tenant);
            long matched = selection.count(letters, tenant, locked);
            if (dryRun) {
                return new BulkView(matched, 0, 0, true, null);
            }
            Redrive redrive = new Redrive(letters, repository, repeats.begin(caller), instances::news, ratePerSecond);
            redrive.run(granted(tenant, locked));
            instances.wake(redrive.added());
            return recorded(caller, "dead-letter.redrive-many", redrive.view(matched));
        });
    }

    /** The oldest, as many as the quotas let through; a refusal if none. */
    private List<InstanceId> granted(TenantId tenant, List<InstanceId> locked) {
        QuotaCheck.Grant grant = quotas.grantSome(tenant, locked.size());
        if (grant.instances() == 0) {
            grant.requireAll();
        }
        return locked.subList(0, grant.instances());
    }

    BulkView discard(Caller caller, Selection selection, boolean dryRun) {
        TenantId tenant = caller.tenant();
        return changes.makeFor(tenant, () -> {
            List<InstanceId> locked = selection.lock(letters, tenant);
            long matched = selection.count(letters, tenant, locked);
            if (dryRun) {
                return new BulkView(matched, 0, 0, true, null);
            }
            int discarded = letters.removeThese(tenant, locked);
            return recorded(caller, "dead-letter.discard-many", new BulkView(matched, discarded, 0, false, null));
        });
    }

    private BulkView recorded(Caller caller, String action, BulkView view) {
        changes.record(
                caller,
                action,
                null,
                Map.of("matched", view.matched(), "done", view.done(), "refused", view.refused()));
        return view;
    }

    private void take(TenantId tenant, String id) {
        boolean taken = InstanceId.parse(id)
                .map(instance -> letters.remove(tenant, instance))
                .orElse(false);
        if (!taken) {
            throw notFound();
        }
    }

    static ApiException notFound() {
        return new ApiException(
                ErrorCode.DEAD_LETTER_NOT_FOUND,
                "There is no such dead letter; it may have been run again or discarded already");
    }
}
