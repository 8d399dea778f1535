package io.taskservice.schedule;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a cron expression says, field by field. */
final class CronTerms {

    private static final List<CronTerm> ANY = List.of(new CronTerm.Any());

    private final Map<CronField, List<CronTerm>> terms = new EnumMap<>(CronField.class);

    /** Reads one word for each field, in the order of the fields; a year that is not written is every year. */
    static CronTerms of(List<CronToken> words) {
        CronTerms read = new CronTerms();
        for (int i = 0; i < words.size(); i++) {
            CronField field = CronField.WRITTEN.get(i);
            read.terms.put(field, new CronTermParser(field).parseList(words.get(i)));
        }
        return read;
    }

    /** The items of a field's list, as written. */
    List<CronTerm> of(CronField field) {
        return terms.getOrDefault(field, ANY);
    }
}
