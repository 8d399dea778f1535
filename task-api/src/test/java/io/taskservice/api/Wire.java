package io.taskservice.api;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sends bytes to the server just as they are, which no HTTP client would, and reads what it answers. */
public final class Wire implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 40_000;

    private final int port;

    @Nullable
    private Socket socket;

    @Nullable
    private InputStream in;

    public Wire(int port) {
        this.port = port;
    }

    /** Sends a request that is HTTP, on the connection that is open or on a new one. */
    public Answer exchange(byte[] request, boolean isHead) throws IOException {
        boolean isReused = socket != null;
        try {
            return exchangeOnce(request, isHead);
        } catch (EOFException | SocketException e) {
            close();
            if (!isReused) {
                throw e;
            }
            return exchangeOnce(request, isHead);
        }
    }

    /** Sends whatever it is on a connection of its own, stops sending, and reads all that is answered until the end. */
    public static List<Answer> shout(int port, byte[] bytes) throws IOException {
        try (Wire wire = new Wire(port)) {
            Socket open = wire.open();
            write(open, bytes);
            List<Answer> answers = new ArrayList<>();
            try {
                open.shutdownOutput();
                for (Optional<Answer> next = wire.next(false); next.isPresent(); next = wire.next(false)) {
                    answers.add(next.get());
                }
            } catch (SocketException e) {
                // It was refused so soon that the connection is broken.
            }
            return answers;
        }
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
        socket = null;
        in = null;
    }

    private Socket open() throws IOException {
        Socket open = socket;
        if (open == null) {
            open = new Socket(InetAddress.getLoopbackAddress(), port);
            open.setSoTimeout(PATIENCE_MILLIS);
            open.setTcpNoDelay(true);
            socket = open;
            in = new BufferedInputStream(open.getInputStream());
        }
        return open;
    }

    private Answer exchangeOnce(byte[] request, boolean isHead) throws IOException {
        write(open(), request);
        Answer answer = next(isHead).orElseThrow(EOFException::new);
        if (answer.header("Connection").equalsIgnoreCase("close") || endsWithConnection(answer)) {
            close();
        }
        return answer;
    }

    /** A server that has refused closes before everything is sent; what it says is still to be read. */
    private static void write(Socket socket, byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        try {
            out.write(bytes);
            out.flush();
        } catch (SocketException e) {
            // Whether there is an answer, reading tells.
        }
    }

    /** The next answer, interim ones skipped; empty: the server has closed. One in the form of HTTP/0.9 has no status. */
    private Optional<Answer> next(boolean isHead) throws IOException {
        InputStream from = java.util.Objects.requireNonNull(in);
        while (true) {
            String start = line(from);
            if (start.isEmpty()) {
                return Optional.empty();
            }
            if (!start.startsWith("HTTP/")) {
                String rest = new String(from.readAllBytes(), StandardCharsets.UTF_8);
                return Optional.of(new Answer(0, HttpHeaders.of(Map.of(), (name, value) -> true), start + "\n" + rest));
            }
            int status = Integer.parseInt(start.split(" ", 3)[1]);
            HttpHeaders headers = headers(from);
            if (status >= 200) {
                Answer bare = new Answer(status, headers, "");
                return Optional.of(isHead ? bare : new Answer(status, headers, body(from, bare)));
            }
        }
    }

    private static HttpHeaders headers(InputStream from) throws IOException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(from); !line.isEmpty(); line = line(from)) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon), none -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return HttpHeaders.of(headers, (name, value) -> true);
    }

    private static String body(InputStream from, Answer answer) throws IOException {
        boolean isNone = answer.status() == 204 || answer.status() == 304;
        if (isNone || isStream(answer)) {
            return "";
        }
        if (answer.header("Transfer-Encoding").equalsIgnoreCase("chunked")) {
            return chunks(from);
        }
        String length = answer.header("Content-Length");
        byte[] body = length.isEmpty() ? from.readAllBytes() : from.readNBytes(Integer.parseInt(length));
        return new String(body, StandardCharsets.UTF_8);
    }

    private static String chunks(InputStream from) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (int size = chunkSize(from); size > 0; size = chunkSize(from)) {
            whole.write(from.readNBytes(size));
            line(from);
        }
        line(from);
        return whole.toString(StandardCharsets.UTF_8);
    }

    private static int chunkSize(InputStream from) throws IOException {
        return Integer.parseInt(line(from), 16);
    }

    private static boolean isStream(Answer answer) {
        return answer.header("Content-Type").toLowerCase(Locale.ROOT).startsWith("text/event-stream");
    }

    private static boolean endsWithConnection(Answer answer) {
        boolean isSized = !answer.header("Content-Length").isEmpty()
                || !answer.header("Transfer-Encoding").isEmpty()
                || answer.status() == 204
                || answer.status() == 304;
        return isStream(answer) || !isSized;
    }

    /** A line without its end; empty at the end of everything too. */
    private static String line(InputStream from) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = from.read(); next >= 0 && next != '\n'; next = from.read()) {
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
