package io.taskservice.api.explain;

import io.taskservice.instance.InstanceLine.UnderWay;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes details of blockers that several of them have. */
final class Details {

    private Details() {}

    /** Instances that are waited for. */
    static List<Map<String, String>> of(List<UnderWay> underWay) {
        return underWay.stream().map(Details::of).toList();
    }

    private static Map<String, String> of(UnderWay one) {
        return new TreeMap<>(
                Map.of("instanceId", one.id().value(), "status", one.status().name()));
    }
}
