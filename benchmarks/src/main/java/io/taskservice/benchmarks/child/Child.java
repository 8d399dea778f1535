package io.taskservice.benchmarks.child;

import io.taskservice.benchmarks.child.Measurement.OverCapException;
import io.taskservice.benchmarks.engine.Engine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/**
 * A child process: it does one step at a word on standard input and says a line when it is done.
 *
 * <pre>
 * child            driver
 *                  {"workload":…}
 * READY
 *                  FILL    (the first child only)
 * FILLED
 *                  GO
 * {"figures":…}
 * </pre>
 *
 * <p>Everything else that is said goes to standard error.
 */
public final class Child {

    public static final String READY = "READY";
    public static final String FILL = "FILL";
    public static final String FILLED = "FILLED";
    public static final String GO = "GO";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final PrintStream out;
    private final BufferedReader in;

    private Child(PrintStream out, BufferedReader in) {
        this.out = out;
        this.in = in;
    }

    /** Measures what the first line of standard input says, an {@link Order} as JSON; then the process can end. */
    public static void run() throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        new Child(out, in).run(JSON.readValue(in.readLine(), Order.class));
    }

    private void run(Order order) throws Exception {
        Result result;
        try (Engine engine = order.system().engine(order.place(), order.options())) {
            result = measured(measurement(order, engine));
            out.println(JSON.writeValueAsString(result));
        }
    }

    private Result measured(Measurement measurement) throws Exception {
        try {
            measurement.warmUp();
            out.println(READY);
            for (String word = in.readLine(); !GO.equals(word); word = in.readLine()) {
                if (!FILL.equals(word)) {
                    throw new IOException("The driver is gone");
                }
                measurement.fill();
                out.println(FILLED);
            }
            return measurement.measure();
        } catch (OverCapException e) {
            return Result.OVER_CAP;
        }
    }

    private static Measurement measurement(Order order, Engine engine) {
        return switch (order.workload()) {
            case DRAIN -> new Drain(order, engine);
            case SUBMIT -> new Submit(order, engine);
            case REQUESTS -> new Requests(order, engine);
            case PRECISION -> new Precision(order, engine);
            case RECURRING -> new Recurring(order, engine);
            case IDLE -> new Idle(order, engine);
            case START -> throw new IllegalArgumentException("a start is no child's work");
        };
    }
}
