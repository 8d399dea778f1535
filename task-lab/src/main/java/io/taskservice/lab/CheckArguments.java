package io.taskservice.lab;

import io.taskservice.identity.TenantId;
import io.taskservice.lab.law.CheckOptions;
import io.taskservice.lab.law.Limit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks of a check. A value follows its option after {@code =} or as the next argument.
 *
 * @param options what to check, and how strictly
 * @param journals folder of journals; null: there are none
 */
record CheckArguments(CheckOptions options, @Nullable Path journals) {

    static final String USAGE = """
            usage: java -jar task-lab.jar check [options]

              --since=INSTANT       only fires after it and instances made from it on, e.g. 2026-11-22T08:00:00Z;
                                    without: fires of the last 29 days and all instances
              --quiescent           everything should have come to rest: all ended, all delivered, no lease over
              --not-before=INSTANT  with --quiescent: what is to start then or later may still wait
              --journal=FOLDER      compare with the journals (*.journal) that handlers wrote there
              --limit QUEUE=N       at most N of a queue ran at once; TENANT/QUEUE=N of another tenant than default,
                                    * is all queues of the tenant; may be given several times
              --slack=DURATION      longest time a claim takes, e.g. 500ms or 1s (the default)

            The database is named by MYSQL_HOST (localhost), MYSQL_PORT (3306), MYSQL_DATABASE (task), MYSQL_USER (root)
            and MYSQL_PASSWORD, as for the server. Nothing is written.
            Exit code: 0 all promises kept, 1 some broken, 2 could not check.
            """;

    private static final Pattern LIMIT = Pattern.compile("(?:([a-z0-9][a-z0-9-]{0,35})/)?([^/=\\s]{1,64})=(\\d{1,9})");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s)");

    /** Reads the arguments after {@code check}. */
    static CheckArguments parse(List<String> arguments) {
        Deque<String> left = new ArrayDeque<>(arguments);
        CheckOptions options = CheckOptions.DEFAULT;
        List<Limit> limits = new ArrayList<>();
        @Nullable Path journals = null;
        boolean excuses = false;
        while (!left.isEmpty()) {
            Given given = Given.next(left);
            switch (given.name()) {
                case "--since" -> options = options.since(instant(given));
                case "--not-before" -> {
                    options = options.notBefore(instant(given));
                    excuses = true;
                }
                case "--slack" -> options = options.slack(duration(given));
                case "--limit" -> limits.add(limit(given));
                case "--journal" -> journals = folder(given);
                case "--quiescent" -> options = options.atRest();
                default -> throw given.unknown();
            }
        }
        if (excuses && !options.quiescent()) {
            throw new BadArgumentException("--not-before only means something together with --quiescent");
        }
        return new CheckArguments(options.limits(limits), journals);
    }

    /** An option and its value, which only the flag has not. */
    private record Given(String name, @Nullable String value) {

        static Given next(Deque<String> left) {
            String argument = left.removeFirst();
            int equal = argument.indexOf('=');
            String name = equal < 0 ? argument : argument.substring(0, equal);
            if (name.equals("--quiescent")) {
                if (equal >= 0) {
                    throw new BadArgumentException("--quiescent takes no value");
                }
                return new Given(name, null);
            }
            boolean valueFollows = equal < 0 && !left.isEmpty() && name.startsWith("--");
            return new Given(
                    name, equal >= 0 ? argument.substring(equal + 1) : valueFollows ? left.removeFirst() : null);
        }

        String required(String example) {
            if (value == null || value.isBlank()) {
                throw new BadArgumentException(name + " needs a value, e.g. " + name + "=" + example);
            }
            return value;
        }

        BadArgumentException wrong(String example) {
            return new BadArgumentException(name + " cannot be '" + value + "'; write " + name + "=" + example);
        }

        BadArgumentException unknown() {
            return new BadArgumentException("There is no option '" + name + "'");
        }
    }

    private static Instant instant(Given given) {
        String example = "2026-11-22T08:00:00Z";
        try {
            return Instant.parse(given.required(example));
        } catch (DateTimeException e) {
            throw given.wrong(example);
        }
    }

    private static Duration duration(Given given) {
        Matcher duration = DURATION.matcher(given.required("500ms"));
        if (!duration.matches()) {
            throw given.wrong("500ms");
        }
        long number = Long.parseLong(duration.group(1));
        return duration.group(2).equals("ms") ? Duration.ofMillis(number) : Duration.ofSeconds(number);
    }

    private static Limit limit(Given given) {
        Matcher limit = LIMIT.matcher(given.required("emails=10"));
        if (!limit.matches()) {
            throw given.wrong("emails=10, tenant/emails=10 or tenant/*=10");
        }
        String tenant = limit.group(1) == null ? TenantId.DEFAULT.value() : limit.group(1);
        return new Limit(tenant, limit.group(2), Integer.parseInt(limit.group(3)));
    }

    private static Path folder(Given given) {
        Path folder = Path.of(given.required("/tmp/journals"));
        if (!Files.isDirectory(folder)) {
            throw new BadArgumentException("--journal: there is no folder " + folder);
        }
        return folder;
    }
}
