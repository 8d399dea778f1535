package io.taskservice.api.audit;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.Envelopes;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.Page;
import io.taskservice.api.web.Slice;
import io.taskservice.api.web.Texts;
import io.taskservice.audit.AuditFilter;
import io.taskservice.audit.AuditRow;
import io.taskservice.audit.AuditTrail;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Routes that show the audit log. */
@RestController
@RequestMapping("/api/v1/audit")
@Tag(name = "Audit", description = AuditController.TAG)
final class AuditController {

    static final String TAG =
            "Who did what, in a chain that shows when somebody has changed it; whether what must be is";

    private static final Pattern CURSOR = Pattern.compile("[1-9][0-9]{0,17}");

    private final AuditTrail trail;
    private final Envelopes envelopes;

    AuditController(AuditTrail trail, Envelopes envelopes) {
        this.trail = trail;
        this.envelopes = envelopes;
    }

    @GetMapping
    @Operation(operationId = "listAuditEntries", summary = "List audit entries", description = "Newest first.")
    Envelope<Slice<AuditView>> list(
            Caller caller,
            @RequestParam(required = false) @Nullable @Parameter(description = "Public key id of who did it")
                    String actor,
            @RequestParam(required = false) @Nullable @Parameter(description = "As in definition.replace")
                    String action,
            @RequestParam(required = false) @Nullable @Parameter(description = "Id or name of what it was done to")
                    String objectId,
            @RequestParam(required = false) @Nullable @Parameter(description = "Done at or after") Instant from,
            @RequestParam(required = false) @Nullable @Parameter(description = "Done before") Instant to,
            @RequestParam(required = false) @Nullable @Parameter(description = "nextCursor of the slice before")
                    String cursor,
            @RequestParam(defaultValue = "50")
                    @Min(value = 1, message = "limit is at least 1")
                    @Max(value = Page.MOST, message = "limit is at most 200")
                    int limit) {
        AuditFilter filter = new AuditFilter(actor, Texts.asciiFilter(action), objectId, from, to, parse(cursor));
        List<AuditRow> read = trail.list(caller.tenant(), filter, limit + 1);
        return envelopes.of(Slice.of(read, limit, AuditView::of, row -> String.valueOf(row.seq())));
    }

    @GetMapping("/verify")
    @Operation(
            operationId = "verifyAudit",
            summary = "Find out whether the audit log is whole",
            description = "Reads all of the tenant's entries and works out their hashes again: an entry that was"
                    + " changed, deleted or moved shows, whoever did it and with whatever rights.")
    Envelope<VerdictView> verify(Caller caller) {
        return envelopes.of(VerdictView.of(trail.verify(caller.tenant())));
    }

    private static @Nullable Long parse(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        if (!CURSOR.matcher(cursor).matches()) {
            throw ApiException.ofField(
                    ErrorCode.INVALID_PARAMETERS,
                    "cursor",
                    "INVALID_FORMAT",
                    "cursor is not one that a list has given; leave it out to begin anew");
        }
        return Long.valueOf(cursor);
    }
}
