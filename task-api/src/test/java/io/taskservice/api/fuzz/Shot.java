package io.taskservice.api.fuzz;

import io.taskservice.api.wall.Thing;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request, to the byte.
 *
 * @param number its number in the run
 * @param isHttp whether it is a request at all, as far as its form goes
 * @param isHead whether its answer has no body
 * @param uses what it may use up
 * @param expected what may be answered; empty: any refusal, and what is right
 * @param bytes what is sent
 */
record Shot(long number, boolean isHttp, boolean isHead, List<Thing> uses, Set<Integer> expected, byte[] bytes) {

    private static final int SHOWN = 3000;

    /** One that is HTTP. */
    static Shot http(
            long number,
            String method,
            String uri,
            List<String> headers,
            byte @Nullable [] body,
            boolean isChunked,
            List<Thing> uses,
            Set<Integer> expected) {
        StringBuilder head = new StringBuilder(method + " " + uri + " HTTP/1.1\r\nHost: localhost\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        if (body != null) {
            head.append(isChunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: " + body.length + "\r\n");
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        if (body != null) {
            all.writeBytes(isChunked ? chunked(body) : body);
        }
        return new Shot(number, true, method.equals("HEAD"), uses, expected, all.toByteArray());
    }

    private static byte[] chunked(byte[] body) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        if (body.length > 0) {
            all.writeBytes((Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            all.writeBytes(body);
            all.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        all.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return all.toByteArray();
    }

    /** What it asks of the server itself, Tomcat answers before anything of ours is asked. */
    boolean isAboutTheServer() {
        return new String(bytes, StandardCharsets.ISO_8859_1).strip().startsWith("OPTIONS *");
    }

    /** For printf '…' | nc: what is not visible ASCII is escaped. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("request " + number + ": ");
        for (int i = 0; i < Math.min(SHOWN, bytes.length); i++) {
            int b = bytes[i] & 0xff;
            if (b == '\r') {
                text.append("\\r");
            } else if (b == '\n') {
                text.append("\\n");
            } else if (b >= ' ' && b < 0x7f && b != '\\' && b != '\'') {
                text.append((char) b);
            } else {
                text.append("\\x%02x".formatted(b));
            }
        }
        return text + (bytes.length > SHOWN ? "… (" + bytes.length + " bytes)" : "");
    }
}
