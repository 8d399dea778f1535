package io.taskservice.delivery;

/** Where a delivery stands. */
public enum DeliveryState {
    /** Waits for its next try, or is being tried. */
    PENDING,
    /** Arrived: the receiver answered 2xx. */
    DELIVERED,
    /** Given up: its tries are used up, or there is nobody to tell any more. */
    FAILED
}
