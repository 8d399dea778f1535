package io.taskservice.api.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.Origin;
import io.taskservice.instance.TaskInstance;
import io.taskservice.work.ExecutionPolicy;
import io.taskservice.work.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OutlookTest {

    private static final Instant START = Instant.parse("2026-01-31T08:00:00Z");
    private static final List<Duration> RECENT =
            List.of(Duration.ofSeconds(900), Duration.ofSeconds(10), Duration.ofSeconds(300));

    @ParameterizedTest
    @CsvSource({"50,100,200", "1,10,1000", "99,99,100", "33,100,303"})
    void itsOwnPercentTells(int percent, int reportedAfter, int endsAfter) {
        TaskInstance running = running(percent, START.plusSeconds(reportedAfter));
        Outlook outlook = Outlook.of(running, RECENT, START.plusSeconds(reportedAfter));

        assertThat(outlook.completion()).isBetween(START.plusSeconds(endsAfter), START.plusSeconds(endsAfter + 1));
    }

    @ParameterizedTest
    @CsvSource({"0", "100"})
    void aPercentThatTellsNothingLeavesItToTheMedianOfOthers(int percent) {
        Outlook outlook = Outlook.of(running(percent, START.plusSeconds(1)), RECENT, START.plusSeconds(2));

        assertThat(outlook.completion()).isEqualTo(START.plusSeconds(300));
    }

    @Test
    void withoutAnyReportTheMedianOfOthersTells() {
        assertThat(Outlook.of(running(null, null), RECENT, START).completion()).isEqualTo(START.plusSeconds(300));
        assertThat(Outlook.of(running(null, null), List.of(), START).completion())
                .isNull();
    }

    @Test
    void whatShouldHaveEndedLongAgoHasNoEstimate() {
        assertThat(Outlook.of(running(null, null), RECENT, START.plusSeconds(301))
                        .completion())
                .isNull();
        assertThat(Outlook.of(running(50, START.plusSeconds(10)), RECENT, START.plusSeconds(21))
                        .completion())
                .isNull();
    }

    @Test
    void whatHasNotReportedForAMinuteIsStalledIfItEverDid() {
        TaskInstance reported = running(50, START.plusSeconds(10));

        assertThat(Outlook.of(reported, List.of(), START.plusSeconds(70)).stalled())
                .isFalse();
        assertThat(Outlook.of(reported, List.of(), START.plusMillis(70_001)).stalled())
                .isTrue();
        assertThat(Outlook.of(running(null, null), List.of(), START.plusSeconds(9999))
                        .stalled())
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = "RUNNING", mode = EnumSource.Mode.EXCLUDE)
    void onlyWhatRunsHasAnOutlook(InstanceStatus status) {
        TaskInstance instance = instance(status, START, 50, START.plusSeconds(1));

        assertThat(Outlook.of(instance, RECENT, START.plusSeconds(100))).isEqualTo(Outlook.NONE);
    }

    private static TaskInstance running(@Nullable Integer percent, @Nullable Instant reportedAt) {
        return instance(InstanceStatus.RUNNING, START, percent, reportedAt);
    }

    private static TaskInstance instance(
            InstanceStatus status, Instant start, @Nullable Integer percent, @Nullable Instant reportedAt) {
        return new TaskInstance(
                InstanceId.next(),
                TenantId.DEFAULT,
                null,
                new Route("echo", "default", 5),
                null,
                ExecutionPolicy.DEFAULT,
                Origin.request(null, null, null),
                status,
                start,
                new TaskInstance.Run(
                        1,
                        0,
                        0,
                        new NodeId("n"),
                        start,
                        null,
                        null,
                        false,
                        new TaskInstance.Progress(percent, null, null, reportedAt)),
                new TaskInstance.Outcome(null, null, null),
                start,
                null,
                null);
    }
}
