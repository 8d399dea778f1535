package io.taskservice.instance;

import static java.util.stream.Collectors.toMap;

import io.taskservice.database.Batches;
import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.TenantId;
import io.taskservice.queue.LanePlace;
import io.taskservice.queue.Lanes;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.dao.DuplicateKeyException;

/** Adds instances with the rows that only some of them have, in statements no longer than MySQL takes. */
final class Insertions {

    private final TaskDatabase database;
    private final TaskInstanceMapper mapper;
    private final NewInstanceMapper newOnes;
    private final SideRowMapper sideRows;
    private final Lanes lanes;

    Insertions(TaskDatabase database) {
        this.database = database;
        this.mapper = database.mapper(TaskInstanceMapper.class);
        this.newOnes = database.mapper(NewInstanceMapper.class);
        this.sideRows = database.mapper(SideRowMapper.class);
        this.lanes = new Lanes(database);
    }

    /** Adds all; throws DuplicateKeyException when one stands for a fire time or a request that has one already. */
    void insert(List<NewInstance> instances) {
        batches(instances).forEach(this::insertBatch);
    }

    /**
     * Adds all but those whose request key has made one already; returns these, by key. A statement that meets a duplicate
     * has added nothing, and by then the other transaction is committed: its instance can be read.
     */
    Map<String, TaskInstance> insertUnlessRequested(TenantId tenant, List<NewInstance> instances) {
        Map<String, TaskInstance> existing = new HashMap<>();
        batches(instances).forEach(batch -> existing.putAll(insertUnlessRequestedBefore(tenant, batch)));
        return existing;
    }

    /** The instances that requests with these keys made, by key. */
    Map<String, TaskInstance> findByRequestKeys(TenantId tenant, Collection<String> keys) {
        return keys.isEmpty()
                ? Map.of()
                : mapper.findByRequestKeys(tenant, keys).stream()
                        .collect(toMap(row -> Objects.requireNonNull(row.requestKey()), InstanceRow::toInstance));
    }

    private static List<List<NewInstance>> batches(List<NewInstance> instances) {
        return Batches.of(instances, one -> Batches.lengthOf(one.params()));
    }

    private Map<String, TaskInstance> insertUnlessRequestedBefore(TenantId tenant, List<NewInstance> batch) {
        Map<String, TaskInstance> existing = new HashMap<>();
        List<NewInstance> rest = batch;
        while (!rest.isEmpty()) {
            try {
                insertBatch(rest);
                rest = List.of();
            } catch (DuplicateKeyException e) {
                Map<String, TaskInstance> found = findByRequestKeys(tenant, requestKeys(rest));
                if (found.isEmpty()) {
                    throw e;
                }
                existing.putAll(found);
                rest = rest.stream()
                        .filter(one -> !found.containsKey(one.origin().requestKey()))
                        .toList();
            }
        }
        return existing;
    }

    private static List<String> requestKeys(List<NewInstance> instances) {
        return instances.stream()
                .map(one -> one.origin().requestKey())
                .filter(Objects::nonNull)
                .toList();
    }

    private void insertBatch(List<NewInstance> instances) {
        database.inTransaction(() -> {
            insertRows(instances);
            return instances.size();
        });
    }

    private void insertRows(List<NewInstance> instances) {
        lanes.open(instances.stream()
                .map(one -> new LanePlace(one.route().queue(), one.tenantId()))
                .toList());
        newOnes.insertAll(instances);
        List<NewInstance> expiring =
                instances.stream().filter(one -> one.expiresAt() != null).toList();
        if (!expiring.isEmpty()) {
            sideRows.insertExpiries(expiring);
        }
        List<NewInstance> labelled = instances.stream()
                .filter(one -> !one.origin().labels().isEmpty())
                .toList();
        if (!labelled.isEmpty()) {
            sideRows.insertLabels(labelled);
        }
    }
}
