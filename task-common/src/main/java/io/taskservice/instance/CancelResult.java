package io.taskservice.instance;

/** What became of the wish to cancel an instance. */
public enum CancelResult {
    /** It was waiting and is cancelled. */
    CANCELLED,
    /** It is running; its node has been asked to stop it. */
    REQUESTED,
    /** It had already ended. */
    ALREADY_ENDED
}
