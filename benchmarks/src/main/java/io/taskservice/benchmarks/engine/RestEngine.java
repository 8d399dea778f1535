package io.taskservice.benchmarks.engine;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Objects;
import java.util.StringJoiner;

/** The Task Service through its REST API: a client in the process of the server, on connections that stay open. */
final class RestEngine implements Engine {

    /** Most tasks that the API takes at once. */
    private static final int BATCH = 1_000;

    private static final int ACCEPTED = 202;

    private final TaskServiceEngine service;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private String base = "";

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
        base = "http://localhost:" + service.port() + "/api/v1/tasks/";
    }

    @Override
    public void addDue(int first, int count) throws IOException, InterruptedException {
        for (int done = 0; done < count; done += BATCH) {
            StringJoiner tasks = new StringJoiner(",", "{\"items\":[", "]}");
            for (int i = done; i < Math.min(done + BATCH, count); i++) {
                tasks.add(task(first + i));
            }
            post("batch", tasks.toString());
        }
    }

    @Override
    public void submit(int number) throws IOException, InterruptedException {
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
        service.close();
    }

    /** No executor is there: the handler is not known. */
    private static String task(int number) {
        return "{\"handler\":\"" + NoopConfiguration.HANDLER + "\",\"params\":{\"number\":" + number
                + "},\"allowUnknownHandler\":true}";
    }

    private void post(String route, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(Objects.requireNonNull(base) + route))
                .header("Authorization", "Bearer " + Place.API_KEY)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != ACCEPTED) {
            throw new IllegalStateException(route + ": " + answer.statusCode() + " " + answer.body());
        }
    }
}
