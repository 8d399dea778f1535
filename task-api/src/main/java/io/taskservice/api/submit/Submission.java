package io.taskservice.api.submit;

import static java.util.Objects.requireNonNullElse;

import io.taskservice.api.policy.Priority;
import io.taskservice.api.security.Caller;
import io.taskservice.identity.InstanceId;
import io.taskservice.instance.NewInstance;
import io.taskservice.instance.NewInstance.Start;
import io.taskservice.instance.Origin;
import io.taskservice.work.Concurrency;
import io.taskservice.work.Labels;
import io.taskservice.work.Route;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes instances of requests that are known to be right. */
final class Submission {

    private Submission() {}

    static NewInstance of(SubmitRequest request, Caller caller, Instant now) {
        return new NewInstance(
                InstanceId.next(),
                caller.tenant(),
                null,
                new Route(
                        Objects.requireNonNull(request.handler()),
                        requireNonNullElse(request.queue(), Route.DEFAULT_QUEUE),
                        Priority.levelOf(request.priority())),
                request.params(),
                request.policy().execution(),
                new Origin(
                        null,
                        request.bizKey(),
                        request.requestKey(),
                        null,
                        caller.traceId(),
                        labels(request),
                        request.callbackUrl()),
                Start.at(request.startsAt(now), now),
                false,
                concurrency(request));
    }

    private static Labels labels(SubmitRequest request) {
        SortedMap<String, String> labels = new TreeMap<>();
        for (Map.Entry<String, @Nullable String> label : request.allLabels().entrySet()) {
            labels.put(label.getKey(), Objects.requireNonNull(label.getValue()));
        }
        return Labels.of(labels);
    }

    private static @Nullable Concurrency concurrency(SubmitRequest request) {
        String key = request.concurrencyKey();
        return key == null
                ? null
                : new Concurrency(key, requireNonNullElse(request.maxConcurrency(), 1)).resolvedIn(request.params());
    }
}
