package io.taskservice.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.UnaryOperator;
import redis.embedded.core.ExecutableProvider;

/**
 * The Redis that the embedded-redis artifact carries, on the loopback address.
 *
 * <p>It keeps nothing over a restart: all that must survive is in the database.
 */
final class EmbeddedRedis {

    static final String PROGRAM = "redis-server";

    private static final String NAME = "Redis";
    private static final String FOLDER = "redis";
    private static final String READY = "Ready to accept connections";
    private static final int PORT_ATTEMPTS = 5;

    private final DataFolder data;
    private final UnaryOperator<ChildServer> register;

    /** {@code register} is told of each process before it is waited for, so that somebody can end it meanwhile. */
    EmbeddedRedis(DataFolder data, UnaryOperator<ChildServer> register) {
        this.data = data;
        this.register = register;
    }

    static Path folder(DataFolder data) {
        return data.folder(FOLDER);
    }

    Endpoint start() {
        try {
            Path program = data.folder(FOLDER).resolve(PROGRAM);
            if (Files.notExists(program)) {
                unpack(program);
            }
            return launch(program);
        } catch (IOException e) {
            throw DataFolder.notWritable(data.path(), e);
        }
    }

    private void unpack(Path program) throws IOException {
        Path partial = data.emptyFolder(FOLDER, "program.partial");
        Path unpacked = ExecutableProvider.newJarResourceProvider(partial.toFile())
                .get()
                .toPath();
        Files.move(unpacked, program, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(partial);
    }

    private Endpoint launch(Path program) throws IOException {
        Path folder = data.folder(FOLDER);
        Path configuration = folder.resolve("redis.conf");
        for (int attempt = 1; ; attempt++) {
            int port = Ports.free();
            data.writePrivately(configuration, configuration(port, data.secret()));
            ChildServer server = register.apply(ChildServer.start(
                    NAME, folder, data.log(FOLDER), List.of(program.toString(), configuration.toString())));
            try {
                server.awaitReady(READY);
                return new Endpoint(server, port, data.secret());
            } catch (StartFailure e) {
                if (attempt == PORT_ATTEMPTS || !server.foundItsPortTaken()) {
                    throw e;
                }
            }
        }
    }

    /** The password is not for what is stored: who may set Redis's configuration may write files as its user. */
    private static String configuration(int port, String password) {
        return """
                bind %s
                port %d
                requirepass %s
                save ""
                appendonly no
                """.formatted(Endpoint.HOST, port, password);
    }
}
