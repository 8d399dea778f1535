package io.taskservice.lab.law;

import static java.util.stream.Collectors.groupingBy;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shows every instance with its attempts to all laws that look at one at a time, a page after the other. */
final class HistoryWalk {

    private static final int PAGE = 1000;

    private final HistoryMapper mapper;
    private final Set<String> journalled;

    HistoryWalk(HistoryMapper mapper, Set<String> journalled) {
        this.mapper = mapper;
        this.journalled = journalled;
    }

    /** Shows those whose ids are greater than {@code first}; returns how many. */
    long walk(String first, List<InstanceLaw> laws) {
        String after = first;
        long shown = 0;
        List<InstanceFacts> page;
        do {
            page = mapper.instances(after, journalled, PAGE);
            if (!page.isEmpty()) {
                String last = page.get(page.size() - 1).id();
                show(page, mapper.attempts(after, last), laws);
                after = last;
            }
            shown += page.size();
        } while (page.size() == PAGE);
        laws.forEach(InstanceLaw::finish);
        return shown;
    }

    private static void show(List<InstanceFacts> page, List<PastFacts> attempts, List<InstanceLaw> laws) {
        Map<String, List<PastFacts>> byInstance = attempts.stream().collect(groupingBy(PastFacts::instanceId));
        for (InstanceFacts instance : page) {
            InstanceHistory history = new InstanceHistory(instance, byInstance.getOrDefault(instance.id(), List.of()));
            laws.forEach(law -> law.check(history));
        }
    }
}
