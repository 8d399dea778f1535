package io.taskservice.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The alert rules ask for metrics there are: those that docs/metrics.md lists, which a test compares with a real scrape. */
class AlertRulesTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern METRIC = Pattern.compile("\\b(?:task|scheduler|worker)_[a-z_]+");
    private static final Pattern LISTED =
            Pattern.compile("^\\| `((?:task|scheduler|worker)_[a-z_]+)`", Pattern.MULTILINE);
    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");

    @Test
    void everyMetricOfTheRulesIsListed() throws IOException {
        Set<String> asked = all(METRIC, "alerts.yml", 0);

        assertThat(asked).contains("task_invariant_violations_total", "task_audit_age_seconds", "task_queue_size");
        assertThat(all(LISTED, "metrics.md", 1)).containsAll(asked);
    }

    @Test
    void everyAlertIsInTheDocs() throws IOException {
        Set<String> alerts = all(ALERT, "alerts.yml", 1);

        assertThat(alerts).contains("TaskInvariantViolated", "TaskAuditStopped");
        assertThat(Files.readString(DOCS.resolve("metrics.md"))).contains(alerts);
    }

    private static Set<String> all(Pattern pattern, String file, int group) throws IOException {
        Set<String> all = new TreeSet<>();
        Matcher matcher = pattern.matcher(Files.readString(DOCS.resolve(file)));
        while (matcher.find()) {
            all.add(matcher.group(group));
        }
        return all;
    }
}
