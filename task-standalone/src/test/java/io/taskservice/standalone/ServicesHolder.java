package io.taskservice.standalone;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A program that only runs the embedded services, for tests to kill: it prints its configuration and waits. */
final class ServicesHolder {

    private ServicesHolder() {}

    public static void main(String[] args) throws InterruptedException {
        DataFolder data = DataFolder.open(Path.of(args[0]));
        EmbeddedServices services = new EmbeddedServices(data, line -> {}, () -> {});
        StandaloneSettings settings = new StandaloneSettings(data.path(), 0, null, true, true, true);
        services.start(settings).forEach((key, value) -> System.out.println(key + "=" + value));
        System.out.println("holding");
        new CountDownLatch(1).await();
    }
}
