package io.taskservice.scheduler;

import io.taskservice.audit.AuditEntry;
import io.taskservice.audit.AuditLog;
import io.taskservice.database.TaskDatabase;
import io.taskservice.delivery.DeliveryRepository;
import io.taskservice.delivery.DeliveryState;
import io.taskservice.delivery.DueDelivery;
import io.taskservice.delivery.TryOutcome;
import io.taskservice.identity.WebhookId;
import io.taskservice.secret.UnreadableSecretException;
import io.taskservice.usage.UsageCounts;
import io.taskservice.usage.UsageMeter;
import io.taskservice.webhook.CallbackSecrets;
import io.taskservice.webhook.Signing;
import io.taskservice.webhook.SigningSecrets;
import io.taskservice.webhook.WebhookRepository;
import io.taskservice.webhook.WebhookSettings;
import io.taskservice.webhook.WebhookStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one try of a delivery: send, decide, write what came of it. */
final class Deliverer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Deliverer.class);
    private static final int GONE = 410;

    private final TaskDatabase database;
    private final DeliveryRepository deliveries;
    private final WebhookRepository webhooks;
    private final SigningSecrets secrets;
    private final CallbackSecrets callbacks;
    private final AuditLog audit;
    private final WebhookSettings settings;
    private final DeliveryClient client;
    private final DeliveryMetrics metrics;
    private final UsageMeter usage;

    Deliverer(Stores stores, SigningSecrets secrets, WebhookSettings settings, DeliveryMetrics metrics) {
        this.database = stores.database();
        this.usage = stores.usage();
        this.deliveries = new DeliveryRepository(database);
        this.webhooks = new WebhookRepository(database, secrets);
        this.secrets = secrets;
        this.callbacks = new CallbackSecrets(database, secrets);
        this.audit = new AuditLog(database);
        this.settings = settings;
        this.client = new DeliveryClient(settings);
        this.metrics = metrics;
    }

    /** Makes the try and returns whether anybody answered. */
    boolean deliver(DueDelivery delivery) {
        long start = System.nanoTime();
        Answer answer = isToBeSent(delivery) ? send(delivery) : new Answer(null, "The webhook is deleted or disabled");
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        TryOutcome outcome = outcomeOf(delivery, answer, duration);
        write(delivery, answer, outcome);
        count(delivery, outcome);
        return answer.status() != null;
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    /** A callback URL always; a webhook while it is there and enabled. */
    private static boolean isToBeSent(DueDelivery delivery) {
        return delivery.webhookId() == null || delivery.webhookStatus() == WebhookStatus.ENABLED;
    }

    private Answer send(DueDelivery delivery) {
        try {
            Signing own = delivery.signing(secrets);
            int status = client.post(delivery, own == null ? callbacks.signing(delivery.tenantId()) : own);
            return new Answer(status, status / 100 == 2 ? null : explain(status));
        } catch (IOException | IllegalArgumentException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            log.debug("{} got no answer", delivery, e);
            return new Answer(null, why);
        } catch (UnreadableSecretException e) {
            return new Answer(null, "The secret that signs cannot be read: " + e.getMessage());
        }
    }

    private static String explain(int status) {
        if (status == GONE) {
            return "Answered 410 Gone: nobody wants to be told there any more";
        }
        return status / 100 == 3
                ? "Answered " + status + ": redirects are not followed; name the URL it leads to"
                : "Answered " + status;
    }

    private TryOutcome outcomeOf(DueDelivery delivery, Answer answer, Duration duration) {
        if (answer.error() == null) {
            return new TryOutcome(DeliveryState.DELIVERED, Duration.ZERO, answer.status(), null, duration);
        }
        boolean isLast = delivery.tries() >= settings.maxTries() || answer.isGone() || !isToBeSent(delivery);
        Duration pause =
                settings.waitAfter(delivery.tries(), ThreadLocalRandom.current().nextDouble());
        return new TryOutcome(
                isLast ? DeliveryState.FAILED : DeliveryState.PENDING,
                isLast ? Duration.ZERO : pause,
                answer.status(),
                answer.error(),
                duration);
    }

    private void write(DueDelivery delivery, Answer answer, TryOutcome outcome) {
        boolean written = database.inTransaction(() -> {
            WebhookId webhook = delivery.webhookId();
            String error = answer.error();
            if (webhook != null
                    && error != null
                    && answer.isGone()
                    && webhooks.disableAt(delivery.tenantId(), webhook, delivery.url(), error)) {
                audit.add(AuditEntry.ofPlatform(delivery.tenantId(), "webhook.disable", webhook.value()));
            }
            return deliveries.finish(delivery, outcome);
        });
        if (!written) {
            log.debug("The outcome of {} came too late", delivery);
        }
    }

    private void count(DueDelivery delivery, TryOutcome outcome) {
        usage.add(delivery.tenantId(), UsageCounts.ofDeliveries(1));
        switch (outcome.state()) {
            case DELIVERED ->
                metrics.delivered(Duration.between(delivery.createdAt(), delivery.claimedAt())
                        .plus(outcome.duration()));
            case PENDING -> metrics.retried();
            case FAILED -> metrics.failed();
        }
    }

    /**
     * What a receiver said.
     *
     * @param status null: nothing
     * @param error why that is a failure; null: it is none
     */
    private record Answer(
            @Nullable Integer status, @Nullable String error) {

        boolean isGone() {
            return status != null && status == GONE;
        }
    }
}
