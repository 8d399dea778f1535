package io.taskservice.api.status;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.Envelopes;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The route that shows how the service does. */
@RestController
@Tag(name = "Status", description = "The service as a whole")
final class ServiceStatusController {

    private final ServiceStatus status;
    private final Envelopes envelopes;

    ServiceStatusController(ServiceStatus status, Envelopes envelopes) {
        this.status = status;
        this.envelopes = envelopes;
    }

    @GetMapping("/api/v1/status")
    @Operation(
            operationId = "getStatus",
            summary = "Show how the service does",
            description = "As the process that answers sees it; statistics are of the last hour and all tenants.")
    Envelope<ServiceStatusView> status() {
        return envelopes.of(status.now());
    }
}
