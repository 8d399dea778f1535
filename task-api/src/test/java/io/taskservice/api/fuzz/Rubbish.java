package io.taskservice.api.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Values that have broken something somewhere. None names a tenant that there is: an administrator who disables the one it
 * works in has nothing more to try.
 */
final class Rubbish {

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\t\n",
            "\u0000",
            "a\u0000b",
            "\u0001\u001f\u007f",
            "\ud800",
            "\udc00\ud800",
            "\ufeff\uffff",
            "e\u0301\u202e\u200b",
            "数据同步任务",
            "😀👩‍👩‍👧",
            "İıſß",
            "' OR '1'='1",
            "'; DROP TABLE task_instances; --",
            "\\' UNION ALL (VALUES ROW(1)) #",
            "%' AND SLEEP(5) AND '%",
            "<script>alert(1)</script>",
            "../../../../etc/passwd",
            "..\\..\\windows",
            "file:///etc/passwd",
            "http://169.254.169.254/latest/meta-data",
            "https://user:pw@[::1]:99999/?#",
            "javascript:alert(1)",
            "%s%n%x%d",
            "${jndi:ldap://127.0.0.1/a}",
            "#{T(System).exit(1)}",
            "{{7*7}}",
            "${secret:nothing}",
            "${secret:",
            "null",
            "true",
            "NaN",
            "-1",
            "0",
            "9223372036854775808",
            "1e309",
            "0x7fffffff",
            "+1000000000-12-31T23:59:59.999999999Z",
            "-1000000000-01-01T00:00:00Z",
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999999Z",
            "1969-12-31T23:59:59Z",
            "2026-02-30T25:61:61Z",
            "2026-10-25T02:30:00+18:01",
            "0 0 2 * * ?",
            "0 0 0 31 2 ? 2099",
            "0-99999999999/1 * * * * ?",
            "* * * * * * * * *",
            "0/0 L-99 LW 32W 8#9 ?",
            "@reboot",
            "Europe/Nowhere",
            "UTC+99:99",
            "SystemV/PST8PDT",
            "/a/b~2/~",
            "/customer/id",
            "a:b:c",
            "*",
            "W/\"1\", *",
            "\"",
            "{\"a\":",
            "01890000-0000-7000-8000-000000000000",
            "01890000-0000-7000-8000-00000000000g",
            "SYSTEM",
            "defaults",
            "ACME",
            "acme ",
            ".",
            "..",
            "~",
            "a,b,,c");

    private static final List<String> LITERALS = List.of(
            "null",
            "true",
            "false",
            "0",
            "-0",
            "-1",
            "1",
            "1.5",
            "1.0",
            "2147483648",
            "-2147483649",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "1e400",
            "1e999999999",
            "-1E-999999999",
            "1e99999999999",
            "9".repeat(400),
            "9".repeat(1001),
            "NaN",
            "Infinity",
            "-Infinity",
            "01",
            ".5",
            "+1",
            "0x10",
            "[]",
            "{}",
            "[[]]",
            "[null]",
            "{\"\":{}}",
            "{\"a\":{\"b\":{\"c\":[1,2,{\"d\":null}]}}}",
            "{\"@class\":\"com.sun.rowset.JdbcRowSetImpl\"}",
            "[\"com.sun.rowset.JdbcRowSetImpl\",{}]",
            "{\"a\":1,\"a\":2}",
            "undefined",
            "'single'",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\"\\x\"",
            "\"open");

    private static final List<Integer> LENGTHS =
            List.of(36, 37, 63, 64, 65, 100, 101, 128, 129, 200, 201, 255, 256, 500, 501, 5000, 70_000);

    private Rubbish() {}

    static String text(Dice dice) {
        if (dice.chance(15)) {
            return dice.pick(List.of("x", "0", "é", "😀", " ")).repeat(dice.pick(LENGTHS));
        }
        return dice.chance(5)
                ? new String(dice.bytes(dice.between(1, 40)), StandardCharsets.ISO_8859_1)
                : dice.pick(TEXTS);
    }

    /** Something in the place of a JSON value, which may be JSON. */
    static String literal(Dice dice) {
        if (dice.chance(5)) {
            int depth = dice.pick(List.of(10, 31, 33, 600));
            return "[".repeat(depth) + "]".repeat(depth);
        }
        return dice.pick(LITERALS);
    }

    /** A text short enough for a header or a path. */
    static String shortText(Dice dice) {
        String text = text(dice);
        return text.length() <= 600 ? text : text.substring(0, 600);
    }

    /** What cannot end a header before its time. */
    static String headerValue(Dice dice) {
        return shortText(dice).replace('\r', ' ').replace('\n', ' ');
    }
}
