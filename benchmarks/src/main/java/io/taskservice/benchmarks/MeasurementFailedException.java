package io.taskservice.benchmarks;

/** A child failed, or what it did was wrong; the message shows the end of what it said. */
final class MeasurementFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MeasurementFailedException(String message) {
        super(message);
    }
}
