package io.taskservice.api.quota;

import static java.util.Objects.requireNonNullElse;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskservice.api.security.Caller;
import io.taskservice.api.tenant.TenantAccess;
import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.Envelopes;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FailsWith;
import io.taskservice.identity.TenantId;
import io.taskservice.quota.TenantQuotas;
import io.taskservice.usage.UsageRepository;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The route that shows what a tenant has used. */
@RestController
@RequestMapping("/api/v1/tenants/{id}/usage")
@Tag(name = "Quotas", description = "How much tenants may have and do, and what they have used")
final class UsageController {

    private static final int USUAL_DAYS = 30;
    private static final int MOST_DAYS = 366;

    private final TenantAccess access;
    private final TenantQuotas quotas;
    private final UsageRepository usage;
    private final Envelopes envelopes;

    UsageController(TenantAccess access, TenantQuotas quotas, UsageRepository usage, Envelopes envelopes) {
        this.access = access;
        this.quotas = quotas;
        this.usage = usage;
        this.envelopes = envelopes;
    }

    @GetMapping
    @Operation(
            operationId = "getTenantUsage",
            summary = "What a tenant has used",
            description = "Day by day, UTC, with the total and what is in use now; of the own tenant, or of any for"
                    + " platform administrators. Nodes report every three seconds.")
    @FailsWith(ErrorCode.TENANT_NOT_FOUND)
    Envelope<UsageView> get(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false)
                    @Nullable
                    @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
                    @Parameter(description = "First day; left out: 29 days before the last")
                    LocalDate from,
            @RequestParam(required = false)
                    @Nullable
                    @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
                    @Parameter(description = "Last day, at most 365 after the first; left out: today")
                    LocalDate to) {
        TenantId tenant = access.require(caller, id).id();
        LocalDate last = requireNonNullElse(to, usage.today());
        LocalDate first = requireNonNullElse(from, last.minusDays(USUAL_DAYS - 1));
        requireRange(first, last);
        return envelopes.of(UsageView.of(
                tenant, first, last, quotas.of(tenant), quotas.inUse(tenant), usage.days(tenant, first, last)));
    }

    private static void requireRange(LocalDate first, LocalDate last) {
        long days = ChronoUnit.DAYS.between(first, last) + 1;
        if (days < 1) {
            throw ApiException.ofField(
                    ErrorCode.INVALID_PARAMETERS, "from", "OUT_OF_RANGE", "from is after to; exchange them");
        }
        if (days > MOST_DAYS) {
            throw ApiException.ofField(
                    ErrorCode.INVALID_PARAMETERS,
                    "from",
                    "OUT_OF_RANGE",
                    "from to to are " + days + " days; ask for at most " + MOST_DAYS);
        }
    }
}
