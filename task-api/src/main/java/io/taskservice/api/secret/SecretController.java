package io.taskservice.api.secret;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.Envelopes;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FailsWith;
import io.taskservice.api.web.Page;
import io.taskservice.secret.TenantSecrets;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Routes of a tenant's secrets. */
@RestController
@RequestMapping("/api/v1/secrets")
@Tag(name = "Secrets", description = "Values that params refer to as ${secret:name}, and that nobody can read again")
final class SecretController {

    private final Secrets secrets;
    private final TenantSecrets repository;
    private final Envelopes envelopes;

    SecretController(Secrets secrets, TenantSecrets repository, Envelopes envelopes) {
        this.secrets = secrets;
        this.repository = repository;
        this.envelopes = envelopes;
    }

    @GetMapping
    @Operation(
            operationId = "listSecrets",
            summary = "List secrets",
            description = "In the order of their names; never their values.")
    Envelope<Page<SecretView>> list(
            Caller caller,
            @RequestParam(defaultValue = "1")
                    @Min(value = 1, message = "page counts from 1")
                    @Max(value = 1_000_000, message = "page is at most 1000000")
                    int page,
            @RequestParam(defaultValue = "20")
                    @Min(value = 1, message = "size is at least 1")
                    @Max(value = Page.MOST, message = "size is at most 200")
                    int size) {
        List<SecretView> items = repository.list(caller.tenant(), size, Page.offset(page, size)).stream()
                .map(SecretView::of)
                .toList();
        return envelopes.of(new Page<>(items, page, size, repository.count(caller.tenant())));
    }

    @PutMapping("/{name}")
    @Operation(
            operationId = "putSecret",
            summary = "Set a secret",
            description = "Makes it or replaces its value. Params of definitions and tasks refer to it as"
                    + " ${secret:name}; the value is put in just before a handler runs, so attempts that start later"
                    + " get the new one.")
    @FailsWith({ErrorCode.INVALID_TASK_DATA, ErrorCode.TOO_MANY_SECRETS, ErrorCode.TENANT_DISABLED})
    Envelope<SecretView> put(Caller caller, @PathVariable String name, @RequestBody SecretRequest request) {
        return envelopes.of("Set", SecretView.of(secrets.put(caller, name, request)));
    }

    @DeleteMapping("/{name}")
    @Operation(
            operationId = "deleteSecret",
            summary = "Delete a secret",
            description = "Attempts whose params still refer to it fail with SECRET_MISSING.")
    @FailsWith({ErrorCode.SECRET_NOT_FOUND, ErrorCode.TENANT_DISABLED})
    Envelope<Void> delete(Caller caller, @PathVariable String name) {
        secrets.delete(caller, name);
        return envelopes.of("Deleted", null);
    }
}
