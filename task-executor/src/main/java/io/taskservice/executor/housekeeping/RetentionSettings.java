package io.taskservice.executor.housekeeping;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long history is kept.
 *
 * @param logsDays days that lines of TaskLogger are kept, today not counted
 * @param instancesDays days that ended instances are kept
 * @param eventsDays days that events and their deliveries are kept, once delivered or given up
 * @param usageDays days that the days of what tenants used are kept
 * @param auditDays days that entries of the audit log are kept; 0: for ever
 */
@Validated
@ConfigurationProperties("app.task.retention")
public record RetentionSettings(
        @DefaultValue("30") @Min(1) int logsDays,
        @DefaultValue("30") @Min(1) int instancesDays,
        @DefaultValue("7") @Min(1) int eventsDays,
        @DefaultValue("400") @Min(32) int usageDays,
        @DefaultValue("0") @Min(0) int auditDays) {}
