package io.taskservice.architecture;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The statements on tenants' tables that rightly bind no tenant, each with its reason.
 *
 * <p>They are the engine's: schedulers and executors serve all tenants, and find their work by time, node or id. None of
 * them takes an id from a request; where a repository that the API calls uses one, the ids come from a statement before
 * it, in the same transaction, that has bound the tenant.
 */
final class SpanningStatements {

    /** Those that paste text: names of partitions, which are made of a date and cannot be bound. */
    static final Set<String> PASTES = Set.of("TaskLogMapper.addPartitions", "TaskLogMapper.dropPartitions");

    private static final String DUE = "finds or counts due work of all tenants, by time or partition";
    private static final String OF_NODE = "concerns what one node holds, of whatever tenant";
    private static final String LOCKED =
            "concerns rows by ids that a statement before it, in the same transaction, has found or locked";
    private static final String CARRIED =
            "adds rows of whatever tenants: each carries its own, from a record that cannot be without one";
    private static final String OLD = "deletes what has had its time, of all tenants";
    private static final String CLUSTER = "counts or looks over the whole cluster, for monitoring and housekeeping";
    private static final String CREDENTIAL = "finds the tenant: what proves it is the key";
    private static final String ADMINS = "concerns the keys of the platform's administrators, in whatever tenant";

    private static final String MASTER_KEY = "seals anew, at a start, what another master key has sealed or none";
    private static final String CHAINS = "finds the chains of all tenants, to complete or to verify each by itself";

    private static final String AUDITOR = "looks for what must not be, in all tenants, and puts it right by its id";

    private static final String CHECKER = "reads the history of all tenants, for the laboratory, which serves nobody";

    private SpanningStatements() {}

    static Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        add(
                all,
                DUE,
                "DeliveryMapper.countPending",
                "DeliveryMapper.dueEndpoints",
                "InstanceUpkeepMapper.findFired",
                "InstanceUpkeepMapper.lockPromotable",
                "InstanceUpkeepMapper.microsToNextPromotion",
                "LaneMapper.missing",
                "LaneMapper.ready",
                "TaskDefinitionMapper.lockDue",
                "TaskDefinitionMapper.upcoming");
        add(
                all,
                OF_NODE,
                "ClaimMapper.cancelRequestsTo",
                "ClaimMapper.giveBack",
                "ClaimMapper.heldBy",
                "ClaimMapper.startAttempts",
                "InstanceUpkeepMapper.countHeldBy",
                "InstanceUpkeepMapper.free",
                "InstanceUpkeepMapper.goneHolders",
                "InstanceUpkeepMapper.lockHeldBy",
                "TaskInstanceMapper.cancelRequested",
                "TaskInstanceMapper.completeRows",
                "TaskInstanceMapper.lockRunning",
                "TaskInstanceMapper.reportRows");
        add(all, CARRIED, "TaskLogMapper.insertRows", "AuditMapper.insertRows");
        add(
                all,
                LOCKED,
                "AttemptMapper.keep",
                "DeliveryMapper.findDue",
                "DeliveryMapper.finish",
                "DeliveryMapper.startTries",
                "GateMapper.changePriority",
                "GateMapper.delete",
                "GateMapper.holdRunning",
                "GateMapper.lockParked",
                "GateMapper.park",
                "GateMapper.slotsOf",
                "GateMapper.unpark",
                "InstanceUpkeepMapper.countActive",
                "InstanceUpkeepMapper.deleteEnded",
                "InstanceUpkeepMapper.expire",
                "InstanceUpkeepMapper.giveTurn",
                "InstanceUpkeepMapper.lock",
                "InstanceUpkeepMapper.promote",
                "OutboxMapper.findWanted",
                "SideRowMapper.deleteAttempts",
                "SideRowMapper.deleteDeadLetters",
                "SideRowMapper.deleteLabels",
                "TaskDefinitionMapper.continueChain",
                "TaskDefinitionMapper.lockFollowing",
                "TaskDefinitionMapper.moveCursors",
                "TaskInstanceMapper.findAll",
                "TaskInstanceMapper.findFollowed",
                "TaskInstanceMapper.replaceWaiting");
        add(
                all,
                OLD,
                "DeliveryMapper.deleteEndedBelow",
                "DeliveryMapper.deleteEventsBelow",
                "FireGapMapper.deleteBelow",
                "IdempotencyMapper.forget",
                "InstanceUpkeepMapper.findOld",
                "UsageMapper.forget");
        add(
                all,
                CLUSTER,
                "ClusterMapper.pulse",
                "DeadLetterMapper.countAll",
                "GateAuditMapper.anythingDiffers",
                "GateAuditMapper.lettingTooFewGo",
                "GateAuditMapper.parkedWithout",
                "GateAuditMapper.runningWithout",
                "GateAuditMapper.unpark",
                "GateAuditMapper.wrong",
                "GateMapper.firstUnlimited",
                "InstanceListMapper.queueSizes",
                "InstanceWatchMapper.stale",
                "InstanceWatchMapper.waiting");
        add(
                all,
                CREDENTIAL,
                "ApiKeyMapper.anyExists",
                "ApiKeyMapper.countKeyId",
                "ApiKeyMapper.findLive",
                "ApiKeyMapper.noteUse");
        add(all, ADMINS, "ApiKeyMapper.lockLiveAdmins", "ApiKeyMapper.revive", "ApiKeyMapper.revokeOutsideKeysExcept");
        add(
                all,
                MASTER_KEY,
                "CallbackSecretMapper.notSealedWith",
                "SecretMapper.keyIds",
                "SecretMapper.sealedWith",
                "WebhookMapper.notSealedWith");
        add(
                all,
                CHECKER,
                "EventHistoryMapper.count",
                "EventHistoryMapper.holes",
                "EventHistoryMapper.missing",
                "EventHistoryMapper.pending",
                "EventHistoryMapper.uncalled",
                "EventHistoryMapper.undelivered",
                "EventHistoryMapper.untrue",
                "FireMapper.chainsThatStandStill",
                "FireMapper.definitions",
                "FireMapper.fireTimes",
                "HistoryMapper.attempts",
                "HistoryMapper.instances",
                "HistoryMapper.lettersOfNoFailure",
                "RecordMapper.countSlots",
                "RecordMapper.missingSlots",
                "RecordMapper.wrongSlots",
                "TenantRowsMapper.attempts",
                "TenantRowsMapper.deadLetters",
                "TenantRowsMapper.deliveries",
                "TenantRowsMapper.events",
                "TenantRowsMapper.gaps",
                "TenantRowsMapper.instances",
                "TenantRowsMapper.labels",
                "TenantRowsMapper.logs",
                "TenantRowsMapper.receivers",
                "TenantRowsMapper.retries",
                "TenantRowsMapper.slots",
                "UniquenessMapper.fireTimes",
                "UniquenessMapper.requestKeys");
        add(
                all,
                AUDITOR,
                "LateMapper.cancelled",
                "LateMapper.expiries",
                "LateMapper.fires",
                "LateMapper.giveTime",
                "LateMapper.lateEndpoints",
                "LateMapper.lostClaims",
                "LateMapper.lostHolders",
                "LateMapper.starts",
                "LateMapper.timeless",
                "StretchMapper.contradictions",
                "StretchMapper.dropStrayLetters",
                "StretchMapper.endOfInstances",
                "StretchMapper.endOfLetters",
                "StretchMapper.inTurn",
                "StretchMapper.mendEnds",
                "StretchMapper.strangers",
                "StretchMapper.strayLetters",
                "StretchMapper.withNobodyBefore",
                "TaskDefinitionMapper.setCursor",
                "TaskDefinitionMapper.stretch");
        add(all, CHAINS, "AuditMapper.tenants", "AuditMapper.tenantsWithUnchained");
        return all;
    }

    private static void add(Map<String, String> all, String reason, String... statements) {
        for (String statement : statements) {
            all.put(statement, reason);
        }
    }
}
