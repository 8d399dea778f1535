package io.taskservice.api.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** What is no HTTP, or tries to be two requests in one. */
final class RawShots {

    private static final String STATUS = "GET /api/v1/status HTTP/1.1\r\nHost: x\r\nX-API-Key: KEY\r\n";
    private static final String SUBMIT = "POST /api/v1/tasks/submit HTTP/1.1\r\nHost: x\r\nX-API-Key: KEY\r\n"
            + "Content-Type: application/json\r\n";

    private static final List<String> SHOTS = List.of(
            "nonsense\r\n\r\n",
            "\r\n\r\n\r\n",
            "GET /\r\n\r\n",
            "GET\r\n\r\n",
            "GET /api/v1/status HTTP/0.9\r\n\r\n",
            "GET /api/v1/status HTTP/1.0\r\n\r\n",
            "GET /api/v1/status HTTP/1.1\r\n\r\n",
            "GET /api/v1/status HTTP/3.0\r\nHost: x\r\n\r\n",
            "GET /api/v1/status HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
            "GET /api/v1/status HTTP/1.1\r\nHost: a b\r\n\r\n",
            "GET http://evil.example/api/v1/status HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET //evil.example/%2e%2e HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /api/v1/%zz HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /api/v1/\u0000 HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /api/v1/status\u0001 HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /api/v1/status?%zz=%u1234&%=&=&&& HTTP/1.1\r\nHost: x\r\n\r\n",
            "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
            "CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\n\r\n",
            "TRACE / HTTP/1.1\r\nHost: x\r\n\r\n",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
            "A".repeat(300) + " / HTTP/1.1\r\nHost: x\r\n\r\n",
            "G\u0000ET / HTTP/1.1\r\nHost: x\r\n\r\n",
            STATUS + "X-Large: " + "x".repeat(20_000) + "\r\n\r\n",
            STATUS + "X: 1\r\n".repeat(200) + "\r\n",
            STATUS + "No colon\r\n\r\n",
            STATUS + "X-Folded: a\r\n b\r\n\r\n",
            STATUS + "X-Nul: \u0000\r\n\r\n",
            STATUS + "Expect: a-miracle\r\n\r\n",
            STATUS
                    + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n",
            STATUS + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n\r\n",
            STATUS + "Range: bytes=0-1,5-4,-99999999999999999999\r\n\r\n",
            STATUS + "X-HTTP-Method-Override: DELETE\r\n\r\n",
            STATUS + "\r\n" + STATUS + "\r\n" + STATUS + "\r\n",
            STATUS,
            SUBMIT + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}}",
            SUBMIT + "Content-Length: 2, 2\r\n\r\n{}",
            SUBMIT + "Content-Length: -1\r\n\r\n{}",
            SUBMIT + "Content-Length: 99999999999999999999\r\n\r\n{}",
            SUBMIT + "Content-Length: 100\r\n\r\n{}",
            SUBMIT + "Content-Length: +2\r\n\r\n{}",
            SUBMIT + "Content-Length: 30\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + STATUS + "\r\n",
            SUBMIT + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
            SUBMIT + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
            SUBMIT + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
            SUBMIT + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
            SUBMIT + "Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n",
            SUBMIT + "Transfer-Encoding: chunked\r\n\r\nffffffffff\r\n{}\r\n0\r\n\r\n",
            SUBMIT + "Transfer-Encoding: chunked\r\n\r\n2;" + "x".repeat(9000) + "\r\n{}\r\n0\r\n\r\n",
            SUBMIT + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}0\r\n\r\n",
            SUBMIT + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX-Trailer: " + "x".repeat(9000) + "\r\n\r\n",
            SUBMIT + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}");

    private RawShots() {}

    static Shot make(long number, String key, Dice dice) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (dice.chance(10)) {
            bytes.writeBytes(dice.bytes(dice.between(1, 3000)));
        } else {
            bytes.writeBytes(dice.pick(SHOTS).replace("KEY", key).getBytes(StandardCharsets.ISO_8859_1));
        }
        byte[] all = bytes.toByteArray();
        if (dice.chance(15)) {
            all[dice.between(0, all.length - 1)] = dice.bytes(1)[0];
        }
        return new Shot(number, false, false, List.of(), Set.of(), all);
    }
}
