package io.taskservice.benchmarks;

import io.taskservice.benchmarks.child.Order;
import io.taskservice.benchmarks.child.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A JVM of its own that measures: given its order and words, it answers in lines. It ends with this one. */
final class ChildProcess implements AutoCloseable {

    static final String CHILD = "child";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int TAIL_LINES = 30;
    private static final String END = "";

    private static final Set<Process> LIVE = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> LIVE.forEach(Process::destroyForcibly), "end-of-children"));
    }

    private final Process process;
    private final Path log;
    private final PrintWriter words;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private ChildProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.words = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        LIVE.add(process);
        Thread reader = new Thread(this::read, "answers-of-child");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts one; what else it says goes to the log. */
    static ChildProcess start(Order order, Path jar, List<String> jvmOptions, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", jar.toString(), CHILD));
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        ChildProcess child = new ChildProcess(process, log);
        child.say(JSON.writeValueAsString(order));
        return child;
    }

    void say(String word) {
        words.println(word);
    }

    /** Waits for a word; returns a result instead if that is what comes. */
    @Nullable
    Result await(String word, int seconds) throws InterruptedException, IOException {
        String answer = answers.poll(seconds, TimeUnit.SECONDS);
        if (answer == null) {
            return Result.OVER_CAP;
        }
        if (answer.equals(END)) {
            throw new MeasurementFailedException(
                    "The process ended with exit code " + process.waitFor() + "; the end of " + log + ":\n" + tail());
        }
        return answer.equals(word) ? null : JSON.readValue(answer, Result.class);
    }

    /** Waits for the result. */
    Result awaitResult(int seconds) throws InterruptedException, IOException {
        Result result = await(END, seconds);
        if (result == null) {
            throw new IllegalStateException("a word instead of a result");
        }
        return result;
    }

    /** Lets it end by itself for a moment, then ends it. */
    @Override
    public void close() throws InterruptedException {
        words.close();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        LIVE.remove(process);
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.add(line);
            }
        } catch (IOException e) {
            answers.add(END);
        }
        answers.add(END);
    }

    private String tail() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }
}
