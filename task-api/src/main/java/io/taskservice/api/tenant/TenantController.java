package io.taskservice.api.tenant;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskservice.api.change.Once;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.Envelopes;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FailsWith;
import io.taskservice.api.web.Page;
import io.taskservice.tenant.Tenant;
import io.taskservice.tenant.TenantRepository;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Routes of tenants. */
@RestController
@RequestMapping(TenantController.PATH)
@Tag(name = "Tenants", description = TenantController.TAG)
final class TenantController {

    static final String TAG = "Tenants, for platform administrators, and their keys, for their owners too";
    static final String PATH = "/api/v1/tenants";

    private final Tenants tenants;
    private final TenantAccess access;
    private final TenantRepository repository;
    private final Once once;
    private final Envelopes envelopes;

    TenantController(
            Tenants tenants, TenantAccess access, TenantRepository repository, Once once, Envelopes envelopes) {
        this.tenants = tenants;
        this.access = access;
        this.repository = repository;
        this.once = once;
        this.envelopes = envelopes;
    }

    @PostMapping
    @Operation(operationId = "createTenant", summary = "Create a tenant")
    @ApiResponse(responseCode = "201")
    @FailsWith({
        ErrorCode.INVALID_TASK_DATA,
        ErrorCode.TENANT_EXISTS,
        ErrorCode.IDEMPOTENCY_KEY_IN_USE,
        ErrorCode.IDEMPOTENCY_KEY_REUSED
    })
    ResponseEntity<Envelope<TenantView>> create(
            Caller caller, @RequestBody TenantRequest request, HttpServletRequest http) {
        return once.answer(caller, http, () -> {
            Tenant created = tenants.create(caller, request);
            return ResponseEntity.created(URI.create(PATH + "/" + created.id()))
                    .body(envelopes.of("Created", TenantView.of(created)));
        });
    }

    @GetMapping
    @Operation(operationId = "listTenants", summary = "List tenants", description = "In the order of their ids.")
    Envelope<Page<TenantView>> list(
            @RequestParam(defaultValue = "1")
                    @Min(value = 1, message = "page counts from 1")
                    @Max(value = 1_000_000, message = "page is at most 1000000")
                    int page,
            @RequestParam(defaultValue = "20")
                    @Min(value = 1, message = "size is at least 1")
                    @Max(value = Page.MOST, message = "size is at most 200")
                    int size) {
        List<TenantView> items = repository.list(size, Page.offset(page, size)).stream()
                .map(TenantView::of)
                .toList();
        return envelopes.of(new Page<>(items, page, size, repository.count()));
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getTenant", summary = "Get a tenant")
    @FailsWith(ErrorCode.TENANT_NOT_FOUND)
    Envelope<TenantView> get(@PathVariable String id) {
        return envelopes.of(TenantView.of(access.require(id)));
    }

    @PutMapping("/{id}")
    @Operation(
            operationId = "changeTenant",
            summary = "Change a tenant's name and weight",
            description = "Tenants with work share the executors' slots by their weights. A change counts from the next"
                    + " claim of each node on.")
    @FailsWith({ErrorCode.INVALID_TASK_DATA, ErrorCode.TENANT_NOT_FOUND})
    Envelope<TenantView> change(Caller caller, @PathVariable String id, @RequestBody TenantChangeRequest request) {
        return envelopes.of("Changed", TenantView.of(tenants.change(caller, id, request)));
    }

    @PostMapping("/{id}/disable")
    @Operation(
            operationId = "disableTenant",
            summary = "Disable a tenant",
            description =
                    "Its keys are refused within seconds and its definitions do not fire. What is queued still runs.")
    @FailsWith({ErrorCode.TENANT_NOT_FOUND, ErrorCode.TENANT_RESERVED})
    Envelope<TenantView> disable(Caller caller, @PathVariable String id) {
        return envelopes.of("Disabled", TenantView.of(tenants.disable(caller, id)));
    }

    @PostMapping("/{id}/enable")
    @Operation(
            operationId = "enableTenant",
            summary = "Enable a tenant",
            description = "Its definitions fire again; what they missed is dealt with by their misfire policies.")
    @FailsWith(ErrorCode.TENANT_NOT_FOUND)
    Envelope<TenantView> enable(Caller caller, @PathVariable String id) {
        return envelopes.of("Enabled", TenantView.of(tenants.enable(caller, id)));
    }
}
