package io.taskservice.api.tenant;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.Envelopes;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FailsWith;
import io.taskservice.api.web.Page;
import io.taskservice.tenant.ApiKeys;
import io.taskservice.tenant.IssuedKey;
import io.taskservice.tenant.Rotation;
import io.taskservice.tenant.Tenant;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Routes of a tenant's keys. */
@RestController
@RequestMapping(TenantController.PATH + "/{id}/keys")
@Tag(name = "Tenants", description = TenantController.TAG)
final class KeyController {

    private final Keys keys;
    private final TenantAccess access;
    private final ApiKeys repository;
    private final Envelopes envelopes;

    KeyController(Keys keys, TenantAccess access, ApiKeys repository, Envelopes envelopes) {
        this.keys = keys;
        this.access = access;
        this.repository = repository;
        this.envelopes = envelopes;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "createKey",
            summary = "Make a key",
            description =
                    "Of the own tenant, or of any for platform administrators; with a role and scopes that are not beyond"
                            + " those of the key that asks. The key is in this answer and never again; so this route takes no Idempotency-Key, which would"
                            + " keep it. If the answer is lost, revoke the key and make another.")
    @ApiResponse(responseCode = "201")
    @FailsWith({ErrorCode.TENANT_NOT_FOUND, ErrorCode.TENANT_RESERVED, ErrorCode.INVALID_TASK_DATA})
    Envelope<IssuedKeyView> create(Caller caller, @PathVariable String id, @RequestBody KeyRequest request) {
        IssuedKey issued = keys.issue(caller, access.require(caller, id), request);
        return envelopes.of("Created; the key is shown this once", IssuedKeyView.of(issued));
    }

    @GetMapping
    @Operation(operationId = "listKeys", summary = "List keys", description = "Revoked ones too, oldest first.")
    @FailsWith(ErrorCode.TENANT_NOT_FOUND)
    Envelope<Page<KeyView>> list(
            Caller caller,
            @PathVariable String id,
            @RequestParam(defaultValue = "1")
                    @Min(value = 1, message = "page counts from 1")
                    @Max(value = 1_000_000, message = "page is at most 1000000")
                    int page,
            @RequestParam(defaultValue = "20")
                    @Min(value = 1, message = "size is at least 1")
                    @Max(value = Page.MOST, message = "size is at most 200")
                    int size) {
        Tenant tenant = access.require(caller, id);
        List<KeyView> items = repository.list(tenant.id(), size, Page.offset(page, size)).stream()
                .map(KeyView::of)
                .toList();
        return envelopes.of(new Page<>(items, page, size, repository.count(tenant.id())));
    }

    @PostMapping("/{keyId}/rotate")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "rotateKey",
            summary = "Rotate a key",
            description = "Makes a successor with the same name, role, scopes and length of life, and lets the old key"
                    + " live on for overlapHours. The successor is in this answer and never again; so this route takes"
                    + " no Idempotency-Key. The body is optional. By its id, not its keyId.")
    @ApiResponse(responseCode = "201")
    @FailsWith({
        ErrorCode.TENANT_NOT_FOUND,
        ErrorCode.KEY_NOT_FOUND,
        ErrorCode.KEY_NOT_ROTATABLE,
        ErrorCode.ROTATION_UNDER_WAY,
        ErrorCode.INVALID_TASK_DATA
    })
    Envelope<RotatedKeyView> rotate(
            Caller caller,
            @PathVariable String id,
            @PathVariable String keyId,
            @RequestBody(required = false) @Nullable RotateRequest request) {
        Rotation.Rotated rotated = keys.rotate(
                caller, access.require(caller, id), keyId, Objects.requireNonNullElse(request, RotateRequest.DEFAULTS));
        return envelopes.of("Rotated; the successor is shown this once", RotatedKeyView.of(rotated));
    }

    @DeleteMapping("/{keyId}")
    @Operation(
            operationId = "revokeKey",
            summary = "Revoke a key",
            description = "By its id, not its keyId. Every node refuses it within seconds.")
    @FailsWith({ErrorCode.TENANT_NOT_FOUND, ErrorCode.KEY_NOT_FOUND, ErrorCode.LAST_ADMIN_KEY})
    Envelope<Void> revoke(Caller caller, @PathVariable String id, @PathVariable String keyId) {
        keys.revoke(caller, access.require(caller, id), keyId);
        return envelopes.of("Revoked", null);
    }
}
