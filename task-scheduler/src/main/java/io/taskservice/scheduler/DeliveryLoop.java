package io.taskservice.scheduler;

import io.taskservice.database.TaskDatabase;
import io.taskservice.delivery.DeliveryRepository;
import io.taskservice.delivery.DueDelivery;
import io.taskservice.delivery.Endpoint;
import io.taskservice.loop.Loop;
import io.taskservice.webhook.WebhookSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers events: takes what is due, a few for each endpoint, and tries each on a thread of its own.
 *
 * <p>It never polls. A commit that leaves events, the pulse that finds some due, and a delivery that ends wake it.
 */
final class DeliveryLoop implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DeliveryLoop.class);
    private static final Duration UNTIL_WOKEN = Duration.ofHours(1);
    private static final Duration SPARE = Duration.ofSeconds(20);
    private static final int MOST_ENDPOINTS = 1000;

    private final DeliveryRepository deliveries;
    private final Deliverer deliverer;
    private final DeliveryPace pace;
    private final Endpoints endpoints;
    private final Duration timeout;
    private final Duration lease;
    private final ExecutorService threads = Executors.newCachedThreadPool(DeliveryLoop::thread);
    private final Loop loop = new Loop("delivery", this::pass);

    DeliveryLoop(TaskDatabase database, Deliverer deliverer, DeliveryPace pace, WebhookSettings settings) {
        this.deliveries = new DeliveryRepository(database);
        this.deliverer = deliverer;
        this.pace = pace;
        this.endpoints = new Endpoints(settings.concurrency());
        this.timeout = settings.timeout();
        this.lease = timeout.plus(SPARE);
    }

    Loop loop() {
        return loop;
    }

    /** Starts what is due and has room; returns how many. */
    int deliverOnce() {
        int started = 0;
        if (endpoints.free() > 0) {
            for (Endpoint endpoint : deliveries.dueEndpoints(MOST_ENDPOINTS)) {
                started += deliverTo(endpoint);
            }
        }
        return started;
    }

    /** Lets what is under way end, then gives up the rest: it is due again when its lease is over. */
    @Override
    public void close() {
        loop.close();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                log.info("Some deliveries did not end in time; they are tried again");
            }
            deliverer.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.debug("The connections did not close in order", e);
        }
    }

    private Duration pass() {
        return deliverOnce() > 0 && endpoints.free() > 0 ? Duration.ZERO : UNTIL_WOKEN;
    }

    private int deliverTo(Endpoint endpoint) {
        int room = endpoints.room(endpoint);
        int allowed = room == 0 ? 0 : pace.take(endpoint.tenantId(), room);
        if (allowed == 0) {
            return 0;
        }
        List<DueDelivery> claimed = deliveries.claim(endpoint, allowed, lease);
        pace.giveBack(endpoint.tenantId(), allowed - claimed.size());
        for (DueDelivery delivery : claimed) {
            endpoints.begin(endpoint);
            threads.execute(() -> deliver(delivery));
        }
        return claimed.size();
    }

    /** The edge of a thread: whatever goes wrong, the slot is free again and the row is due when its lease is over. */
    private void deliver(DueDelivery delivery) {
        try {
            endpoints.answered(delivery.place(), deliverer.deliver(delivery));
        } catch (RuntimeException e) {
            log.warn("What came of {} could not be written; it is tried again", delivery, e);
        } finally {
            endpoints.end(delivery.place());
            loop.wake();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "task-delivery");
        thread.setDaemon(true);
        return thread;
    }
}
