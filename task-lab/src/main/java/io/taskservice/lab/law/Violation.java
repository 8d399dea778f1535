package io.taskservice.lab.law;

/**
 * A promise that was not kept.
 *
 * @param law which
 * @param tenant whose row it is; empty: nobody's
 * @param subject id of the definition, instance, node or whatever it is about
 * @param expected what there should be
 * @param found what there is
 */
public record Violation(Law law, String tenant, String subject, String expected, String found) {

    @Override
    public String toString() {
        return law + " " + (tenant.isEmpty() ? "" : tenant + " ") + subject + ": expected " + expected + ", found "
                + found;
    }
}
