package io.taskservice.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the names that somebody who mistyped may have meant, by edit distance. */
public final class Nearest {

    private static final int LONGEST = 200;

    private Nearest() {}

    /** Up to {@code limit} of {@code known} that are near {@code written}, nearest first; letter case does not count. */
    public static List<String> to(String written, Collection<String> known, int limit) {
        if (written.length() > LONGEST) {
            return List.of();
        }
        String lower = written.toLowerCase(Locale.ROOT);
        int farthest = Math.max(2, written.length() / 3);
        return known.stream()
                .map(name -> new Candidate(name, distance(lower, name.toLowerCase(Locale.ROOT))))
                .filter(candidate -> candidate.distance <= farthest)
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .limit(limit)
                .map(Candidate::name)
                .toList();
    }

    /** {@code "; did you mean x?"}, or nothing when nothing is near. */
    public static String suggestion(String written, Collection<String> known) {
        return to(written, known, 1).stream()
                .findFirst()
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
    }

    /** Levenshtein's distance, a row at a time. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }

    private record Candidate(String name, int distance) {}
}
