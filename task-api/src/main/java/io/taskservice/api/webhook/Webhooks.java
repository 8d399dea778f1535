package io.taskservice.api.webhook;

import io.taskservice.api.change.Changes;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FieldError;
import io.taskservice.api.web.Texts;
import io.taskservice.api.web.Violations;
import io.taskservice.identity.TenantId;
import io.taskservice.identity.WebhookId;
import io.taskservice.webhook.EventType;
import io.taskservice.webhook.Webhook;
import io.taskservice.webhook.WebhookRepository;
import io.taskservice.webhook.WebhookSecret;
import io.taskservice.webhook.WebhookStatus;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Changes a tenant's webhooks; no secrets reach the audit log, and of URLs, which may hold some, only the origin. */
final class Webhooks {

    private final WebhookRepository webhooks;
    private final WebhookUrls urls;
    private final Changes changes;
    private final Validator validator;

    Webhooks(WebhookRepository webhooks, WebhookUrls urls, Changes changes, Validator validator) {
        this.webhooks = webhooks;
        this.urls = urls;
        this.changes = changes;
        this.validator = validator;
    }

    List<Webhook> list(TenantId tenant) {
        return webhooks.list(tenant);
    }

    /** An id that is malformed, absent or another tenant's is answered alike. */
    Webhook require(TenantId tenant, String id) {
        return found(WebhookId.parse(id).flatMap(parsed -> webhooks.find(tenant, parsed)));
    }

    /** As {@link #require}, held until the transaction ends. */
    Webhook lock(TenantId tenant, String id) {
        return found(WebhookId.parse(id).flatMap(parsed -> webhooks.lock(tenant, parsed)));
    }

    IssuedWebhookView create(Caller caller, WebhookRequest request) {
        check(request);
        WebhookId id = WebhookId.next();
        return changes.makeFor(caller.tenant(), () -> {
            WebhookSecret secret = webhooks.insert(caller.tenant(), id, request.wish())
                    .orElseThrow(() -> new ApiException(
                            ErrorCode.TOO_MANY_WEBHOOKS,
                            "A tenant has at most " + Webhook.MOST + " webhooks; delete one first"));
            Webhook created = require(caller.tenant(), id.value());
            record(caller, "webhook.create", null, created);
            return IssuedWebhookView.of(WebhookView.of(created), secret);
        });
    }

    Webhook replace(Caller caller, String id, WebhookRequest request) {
        check(request);
        return changes.makeFor(caller.tenant(), () -> {
            Webhook seen = lock(caller.tenant(), id);
            webhooks.update(caller.tenant(), seen.id(), request.wish());
            Webhook changed = require(caller.tenant(), id);
            record(caller, "webhook.replace", seen, changed);
            return changed;
        });
    }

    Webhook enable(Caller caller, String id) {
        return set(caller, id, WebhookStatus.ENABLED, "webhook.enable");
    }

    Webhook disable(Caller caller, String id) {
        return set(caller, id, WebhookStatus.DISABLED, "webhook.disable");
    }

    void delete(Caller caller, String id) {
        changes.makeFor(caller.tenant(), () -> {
            Webhook seen = lock(caller.tenant(), id);
            webhooks.delete(caller.tenant(), seen.id());
            record(caller, "webhook.delete", seen, null);
            return seen;
        });
    }

    IssuedWebhookView rotate(Caller caller, String id) {
        return changes.makeFor(caller.tenant(), () -> {
            Webhook seen = lock(caller.tenant(), id);
            WebhookSecret secret = webhooks.rotate(caller.tenant(), seen.id());
            Webhook rotated = require(caller.tenant(), id);
            record(caller, "webhook.rotate-secret", seen, rotated);
            return IssuedWebhookView.of(WebhookView.of(rotated), secret);
        });
    }

    private Webhook set(Caller caller, String id, WebhookStatus status, String action) {
        return changes.makeFor(caller.tenant(), () -> {
            Webhook seen = lock(caller.tenant(), id);
            String reason = status == WebhookStatus.DISABLED ? "Disabled through the API" : null;
            if (webhooks.setStatus(caller.tenant(), seen.id(), status, reason)) {
                record(caller, action, seen, require(caller.tenant(), id));
            }
            return require(caller.tenant(), id);
        });
    }

    private void record(Caller caller, String action, @Nullable Webhook before, @Nullable Webhook after) {
        Webhook webhook = Objects.requireNonNull(after == null ? before : after);
        changes.record(
                caller,
                caller.tenant(),
                action,
                webhook.id().value(),
                Map.of("name", webhook.wish().name()),
                new Changes.Step(
                        before == null ? null : WebhookView.of(before), after == null ? null : WebhookView.of(after)));
    }

    private void check(WebhookRequest request) {
        Violations violations = Violations.of(request, validator);
        Texts.check("name", request.name(), false).ifPresent(violations::add);
        Texts.check("description", request.description(), true).ifPresent(violations::add);
        urls.check("url", request.url()).ifPresent(violations::add);
        checkEvents(request).ifPresent(violations::add);
        violations.throwIfAny();
    }

    private static Optional<FieldError> checkEvents(WebhookRequest request) {
        List<@Nullable String> events = request.events();
        String known = EventType.ofInstances().stream().map(EventType::text).collect(Collectors.joining(", "));
        if (events == null) {
            return Optional.empty();
        }
        if (events.isEmpty()) {
            return Optional.of(new FieldError(
                    "events", "REQUIRED", "events is empty; name some of " + known + ", or leave it out for all"));
        }
        return events.stream().allMatch(Webhooks::isEvent)
                ? Optional.empty()
                : Optional.of(new FieldError("events", "UNKNOWN_EVENT", "There is no such event; there are " + known));
    }

    private static boolean isEvent(@Nullable String text) {
        return text != null
                && EventType.parse(text)
                        .filter(EventType.ofInstances()::contains)
                        .isPresent();
    }

    private static Webhook found(Optional<Webhook> webhook) {
        return webhook.orElseThrow(() -> new ApiException(ErrorCode.WEBHOOK_NOT_FOUND, "There is no such webhook"));
    }
}
