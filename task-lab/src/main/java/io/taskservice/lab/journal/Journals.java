package io.taskservice.lab.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Everything the journals of some processes tell, by instance. */
public final class Journals {

    /** None were written. */
    public static final Journals NONE = new Journals(Map.of());

    /** What the names of journals end with. */
    public static final String SUFFIX = ".journal";

    private final Map<String, List<Effect>> byInstance;

    private Journals(Map<String, List<Effect>> byInstance) {
        this.byInstance = byInstance;
    }

    /**
     * Reads every journal of a folder. The last line of each may be cut short, as a killed process leaves it; any other line
     * that cannot be read is an error.
     */
    public static Journals read(Path folder) throws IOException {
        List<JournalLine> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> journals = files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
            for (Path journal : journals) {
                lines.addAll(linesOf(journal));
            }
        }
        return of(lines);
    }

    /** What lines tell, those of one process in their order. */
    public static Journals of(List<JournalLine> lines) {
        Map<String, List<Effect>> effects = new HashMap<>();
        for (JournalLine line : lines) {
            add(effects.computeIfAbsent(line.instance(), any -> new ArrayList<>(1)), line);
        }
        return new Journals(effects);
    }

    /** What attempts of an instance did, in the order of their lines. */
    public List<Effect> of(String instance) {
        return byInstance.getOrDefault(instance, List.of());
    }

    /** The instances told of. */
    public Set<String> instances() {
        return byInstance.keySet();
    }

    public boolean isEmpty() {
        return byInstance.isEmpty();
    }

    /** An end belongs to the begin of the same attempt on the same node that has none yet. */
    private static void add(List<Effect> effects, JournalLine line) {
        if (line.begins()) {
            effects.add(new Effect(line.instance(), line.attempt(), line.node(), line.at(), null, false));
            return;
        }
        for (int i = 0; i < effects.size(); i++) {
            Effect effect = effects.get(i);
            if (effect.attempt() == line.attempt() && effect.node().equals(line.node()) && effect.end() == null) {
                effects.set(i, effect.ended(line));
                return;
            }
        }
        effects.add(new Effect(line.instance(), line.attempt(), line.node(), null, line.at(), line.fenced()));
    }

    private static List<JournalLine> linesOf(Path journal) throws IOException {
        String text = Files.readString(journal, StandardCharsets.US_ASCII);
        List<JournalLine> lines = new ArrayList<>();
        int number = 0;
        int from = 0;
        for (int to = text.indexOf('\n'); to >= 0; to = text.indexOf('\n', from)) {
            number++;
            String line = text.substring(from, to);
            int at = number;
            lines.add(JournalLine.parse(line)
                    .orElseThrow(() -> new IOException(journal + ", line " + at + ": cannot read '" + line + "'")));
            from = to + 1;
        }
        return lines;
    }
}
