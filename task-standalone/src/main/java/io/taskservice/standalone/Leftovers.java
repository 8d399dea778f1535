package io.taskservice.standalone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Servers that a killed run left behind.
 *
 * <p>They are known by the file they run, which lies in the data folder and nowhere else. So no pid is written down that
 * could be somebody else's by now, and one is found whatever was lost; who holds the folder's lock may stop them.
 */
final class Leftovers {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final Duration AFTER_SIGKILL = Duration.ofSeconds(10);
    private static final String DELETED = " (deleted)";

    private Leftovers() {}

    /** Programs named {@code program} that run from a file somewhere under {@code folder}. */
    static List<ProcessHandle> find(Path folder, String program) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .command() // of a zombie and of a process that is not ours to see: empty
                        .map(Leftovers::executable)
                        .filter(file -> file.startsWith(folder) && file.endsWith(program))
                        .isPresent())
                .toList();
    }

    /** Asks them to stop, kills those that have not after {@code grace}; returns how many there were. */
    static int stop(Path folder, String program, Duration grace) {
        List<ProcessHandle> found = find(folder, program);
        found.forEach(ProcessHandle::destroy);
        if (!gone(folder, program, grace)) {
            find(folder, program).forEach(ProcessHandle::destroyForcibly);
            if (!gone(folder, program, AFTER_SIGKILL)) {
                throw new StartFailure("process " + find(folder, program).get(0).pid()
                        + " of an earlier run still uses " + folder + " and cannot be killed");
            }
        }
        return found.size();
    }

    /** Linux marks a program whose file was removed since, be it with the whole data folder. */
    private static Path executable(String command) {
        return Path.of(command.endsWith(DELETED) ? command.substring(0, command.length() - DELETED.length()) : command);
    }

    private static boolean gone(Path folder, String program, Duration limit) {
        for (long looks = limit.dividedBy(LOOK_AGAIN); looks > 0; looks--) {
            if (find(folder, program).isEmpty()) {
                return true;
            }
            try {
                Thread.sleep(LOOK_AGAIN.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StartFailure("interrupted while stopping an earlier run's " + program, e);
            }
        }
        return find(folder, program).isEmpty();
    }
}
