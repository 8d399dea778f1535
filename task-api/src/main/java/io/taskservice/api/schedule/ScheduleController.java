package io.taskservice.api.schedule;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.Envelopes;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FailsWith;
import io.taskservice.database.TaskDatabase;
import io.taskservice.definition.ScheduleSpec;
import java.time.Instant;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows what a schedule means before it is saved. */
@RestController
@RequestMapping("/api/v1/tasks/schedules")
@Tag(name = "Schedules", description = "What a schedule means, before it is saved")
final class ScheduleController {

    private final TaskDatabase database;
    private final Envelopes envelopes;

    ScheduleController(TaskDatabase database, Envelopes envelopes) {
        this.database = database;
        this.envelopes = envelopes;
    }

    @PostMapping("/preview")
    @Operation(
            operationId = "previewSchedule",
            summary = "Preview a schedule",
            description = "Its next fires if it were saved now, what it says in words, and what daylight saving does.")
    @FailsWith(ErrorCode.INVALID_SCHEDULE)
    Envelope<FiresView> preview(@RequestBody PreviewRequest request) {
        Instant now = database.now();
        ScheduleSpec schedule = request.fields().spec(now);
        return envelopes.of(FiresView.of(schedule, FirstFire.of(schedule, now), request.fires()));
    }
}
