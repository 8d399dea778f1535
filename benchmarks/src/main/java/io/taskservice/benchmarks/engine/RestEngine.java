package io.taskservice.benchmarks.engine;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** The Task Service through its REST API: clients in the process of the server, on connections that stay open. */
final class RestEngine implements Engine {

    /** Most tasks that the API takes at once. */
    private static final int BATCH = 1_000;

    /** Batches that are on their way at once: while one is stored, the next is read. */
    private static final int AT_ONCE = 4;

    private static final int ACCEPTED = 202;

    private final TaskServiceEngine service;
    private final Queue<PlainHttp> idle = new ConcurrentLinkedQueue<>();
    private final ExecutorService batchers = Executors.newFixedThreadPool(AT_ONCE);

    RestEngine(TaskServiceEngine service) {
        this.service = service;
    }

    @Override
    public void prepare() {
        service.prepare();
    }

    @Override
    public void open() {
        service.open();
    }

    @Override
    public void addDue(int first, int count) throws InterruptedException, ExecutionException {
        List<? extends Future<?>> batches = IntStream.iterate(0, done -> done < count, done -> done + BATCH)
                .mapToObj(done -> batch(first + done, first + Math.min(done + BATCH, count)))
                .map(batch -> batchers.submit(() -> post("batch", batch)))
                .toList();
        for (Future<?> batch : batches) {
            batch.get();
        }
    }

    @Override
    public void submit(int number) {
        post("submit", task(number));
    }

    @Override
    public void resume() {
        service.resume();
    }

    @Override
    public void pause() {
        service.pause();
    }

    @Override
    public boolean isDrained() throws Exception {
        return service.isDrained();
    }

    @Override
    public void close() {
        batchers.shutdown();
        for (PlainHttp connection = idle.poll(); connection != null; connection = idle.poll()) {
            connection.close();
        }
        service.close();
    }

    /** No executor is there: the handler is not known. */
    private static String task(int number) {
        return "{\"handler\":\"" + NoopConfiguration.HANDLER + "\",\"params\":{\"number\":" + number
                + "},\"allowUnknownHandler\":true}";
    }

    private static String batch(int from, int end) {
        return IntStream.range(from, end).mapToObj(RestEngine::task).collect(joining(",", "{\"items\":[", "]}"));
    }

    private void post(String route, String body) {
        PlainHttp.Answer answer = send("/api/v1/tasks/" + route, body);
        if (answer.status() != ACCEPTED) {
            throw new IllegalStateException(route + ": " + answer.status() + " " + answer.body());
        }
    }

    private PlainHttp.Answer send(String path, String body) {
        try {
            PlainHttp free = idle.poll();
            PlainHttp connection = free == null ? PlainHttp.open(Integer.parseInt(service.port())) : free;
            PlainHttp.Answer answer = connection.post(path, Place.API_KEY, body);
            if (answer.isLast()) {
                connection.close();
            } else {
                idle.add(connection);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
