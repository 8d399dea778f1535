package io.taskservice.api.quota;

import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.RateLimitFields;
import io.taskservice.identity.TenantId;
import io.taskservice.quota.Backlogs;
import io.taskservice.quota.Quotas;
import io.taskservice.quota.SharedRates;
import io.taskservice.quota.TenantQuotas;
import io.taskservice.usage.UsageCounts;
import io.taskservice.usage.UsageMeter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Holds tenants to their quotas of definitions, of what waits and of submits, and counts what it lets through.
 *
 * <p>What is refused is counted too. Both happen within the transaction that adds what is asked for: what is rolled back
 * was not used.
 */
public final class QuotaCheck {

    private static final Duration SECOND = Duration.ofSeconds(1);
    /** After it something of the backlog may have run. */
    private static final Duration BACKLOG_PAUSE = Duration.ofSeconds(5);
    /** Only people make room for definitions. */
    private static final Duration DEFINITION_PAUSE = Duration.ofMinutes(1);

    private final TenantQuotas quotas;
    private final Backlogs backlogs;
    private final SharedRates rates;
    private final UsageMeter usage;
    private final QuotaMetrics metrics;

    QuotaCheck(TenantQuotas quotas, Backlogs backlogs, SharedRates rates, UsageMeter usage, QuotaMetrics metrics) {
        this.quotas = quotas;
        this.backlogs = backlogs;
        this.rates = rates;
        this.usage = usage;
        this.metrics = metrics;
    }

    /**
     * What may be submitted.
     *
     * @param instances how many of those asked for, the first
     * @param refusal why not all; null: all may
     */
    public record Grant(int instances, @Nullable ApiException refusal) {

        /** Refuses the request unless all was granted. */
        public void requireAll() {
            if (refusal != null) {
                throw refusal;
            }
        }

        /** Refuses the request if nothing was granted. */
        public void requireAny() {
            if (instances == 0) {
                requireAll();
            }
        }
    }

    /** Refuses one more definition of a tenant that has as many as it may; others wait until the transaction ends. */
    public void requireRoomForDefinition(TenantId tenant) {
        long most = quotas.of(tenant).definitions();
        if (most > 0 && quotas.lockDefinitions(tenant) >= most) {
            usage.add(tenant, UsageCounts.ofRefusals(1));
            metrics.refusedDefinition();
            throw refusal(
                    "The tenant has " + most + " definitions, its quota; delete one, or ask for a larger quota",
                    new RateLimitFields("definitions", most, null, 0, DEFINITION_PAUSE));
        }
    }

    /** Refuses a request for so many instances, unless all of them may be submitted. */
    public void requireSubmits(TenantId tenant, int instances) {
        grantAll(tenant, instances).requireAll();
    }

    /** All of so many instances, or none: then the refusal says why. */
    public Grant grantAll(TenantId tenant, int instances) {
        return grant(tenant, instances, instances);
    }

    /** As many of so many instances as may be submitted now. */
    public Grant grantSome(TenantId tenant, int instances) {
        return grant(tenant, instances, 1);
    }

    private Grant grant(TenantId tenant, int wanted, int least) {
        if (wanted == 0) {
            return new Grant(0, null);
        }
        Quotas own = quotas.of(tenant);
        int fitting =
                own.waiting() == 0 ? wanted : (int) Math.min(wanted, backlogs.room(tenant, own.waiting(), wanted));
        if (fitting < least) {
            metrics.refusedToWait(wanted);
            return refused(tenant, wanted, fullRefusal(own, wanted, fitting));
        }
        SharedRates.Grant rate = own.submitsPerSecond() == 0
                ? new SharedRates.Grant(fitting, Duration.ZERO)
                : rates.take(nameOf(tenant), own.submitsPerSecond(), fitting);
        if (rate.granted() < least) {
            rates.giveBack(nameOf(tenant), rate.granted());
            metrics.refusedSubmits(wanted);
            return refused(tenant, wanted, rateRefusal(own, wanted, rate));
        }
        return granted(tenant, own, wanted, fitting, rate);
    }

    private Grant granted(TenantId tenant, Quotas own, int wanted, int fitting, SharedRates.Grant rate) {
        int instances = rate.granted();
        usage.addAfterCommit(tenant, UsageCounts.ofSubmits(instances));
        backlogs.added(tenant, instances);
        if (instances == wanted) {
            return new Grant(instances, null);
        }
        usage.addAfterCommit(tenant, UsageCounts.ofRefusals(wanted - instances));
        metrics.refusedToWait(wanted - fitting);
        metrics.refusedSubmits(fitting - instances);
        return new Grant(
                instances, instances < fitting ? rateRefusal(own, wanted, rate) : fullRefusal(own, wanted, fitting));
    }

    private Grant refused(TenantId tenant, int wanted, ApiException refusal) {
        usage.add(tenant, UsageCounts.ofRefusals(wanted));
        return new Grant(0, refusal);
    }

    private static ApiException fullRefusal(Quotas own, int wanted, int fitting) {
        return refusal(
                "The tenant may have " + own.waiting() + " instances waiting, its quota, and there is room for "
                        + fitting + " of " + wanted + "; wait until others have run",
                new RateLimitFields("waiting", own.waiting(), null, fitting, BACKLOG_PAUSE));
    }

    private static ApiException rateRefusal(Quotas own, int wanted, SharedRates.Grant rate) {
        String instead = wanted > own.submitsPerSecond() ? "; send smaller batches" : "; try again a little later";
        return refusal(
                "The tenant may submit " + own.submitsPerSecond() + " tasks in a second, its quota" + instead,
                new RateLimitFields("submits", own.submitsPerSecond(), SECOND, rate.granted(), rate.pause()));
    }

    private static ApiException refusal(String message, RateLimitFields fields) {
        return fields.on(new ApiException(ErrorCode.QUOTA_EXCEEDED, message));
    }

    private static String nameOf(TenantId tenant) {
        return "submits:" + tenant;
    }
}
