package io.taskservice.webhook;

/** Whether a webhook is told of events. */
public enum WebhookStatus {
    /** It is. */
    ENABLED,
    /** It is not; what was on its way to it has failed. */
    DISABLED
}
