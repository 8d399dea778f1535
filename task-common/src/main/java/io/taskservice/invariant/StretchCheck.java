package io.taskservice.invariant;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks at a stretch of a table in each pass, row by row; what it finds holds at one instant, so it needs no second look. */
final class StretchCheck implements Check {

    /** Rows of a pass: some milliseconds. */
    static final int STRETCH = 5000;

    private final Invariant invariant;
    private final End ends;
    private final Wrong wrongs;
    private final @Nullable Consumer<List<String>> mend;

    private StretchCheck(Invariant invariant, End ends, Wrong wrongs, @Nullable Consumer<List<String>> mend) {
        this.invariant = invariant;
        this.ends = ends;
        this.wrongs = wrongs;
        this.mend = mend;
    }

    /** Finds the end of a stretch; null: it is the last. */
    private interface End {
        @Nullable
        String find(String after, int skip);
    }

    /** Finds what is wrong in a stretch. */
    private interface Wrong {
        List<Suspect> find(String after, @Nullable String end, int limit);
    }

    static StretchCheck ofInstances(AuditMeans means) {
        StretchMapper mapper = means.database().mapper(StretchMapper.class);
        return new StretchCheck(Invariant.RECORD, mapper::endOfInstances, mapper::contradictions, mapper::mendEnds);
    }

    static StretchCheck ofLetters(AuditMeans means) {
        StretchMapper mapper = means.database().mapper(StretchMapper.class);
        return new StretchCheck(Invariant.LETTER, mapper::endOfLetters, mapper::strayLetters, mapper::dropStrayLetters);
    }

    /** Whose it really is nobody can tell but people. */
    static StretchCheck ofTenants(AuditMeans means) {
        StretchMapper mapper = means.database().mapper(StretchMapper.class);
        return new StretchCheck(Invariant.TENANT, mapper::endOfInstances, mapper::strangers, null);
    }

    @Override
    public Invariant invariant() {
        return invariant;
    }

    @Override
    public Finding run(@Nullable String place) {
        String after = Objects.requireNonNullElse(place, "");
        String end = ends.find(after, STRETCH - 1);
        List<Suspect> wrong = wrongs.find(after, end, InvariantChecks.MOST);
        if (wrong.isEmpty()) {
            return Finding.NOTHING.upTo(end);
        }
        List<Suspect> left = wrong;
        if (mend != null) {
            mend.accept(wrong.stream().map(Suspect::subject).toList());
            left = wrongs.find(after, end, InvariantChecks.MOST);
        }
        List<Suspect> stillThere = left;
        return Finding.of(wrong.stream()
                        .map(one -> one.violation(!stillThere.contains(one)))
                        .toList())
                .upTo(end);
    }
}
