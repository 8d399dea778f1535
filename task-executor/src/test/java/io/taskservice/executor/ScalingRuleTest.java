package io.taskservice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScalingRuleTest {

    private final ScalingRule rule = new ScalingRule(2, 50, 0.8);

    @Test
    void growsByHalfWhileTheSlotsAreBusyAndWorkWaits() {
        assertThat(rule.next(10, 0.8, true)).isEqualTo(15);
        assertThat(rule.next(2, 1, true)).isEqualTo(3);
        assertThat(rule.next(3, 1, true)).isEqualTo(4);
        assertThat(rule.next(49, 1, true)).isEqualTo(50);
        assertThat(rule.next(50, 1, true)).isEqualTo(50);
    }

    @Test
    void shrinksByAQuarterWhileNotHalfAsManyAreBusyAndNothingWaits() {
        assertThat(rule.next(40, 0.39, false)).isEqualTo(30);
        assertThat(rule.next(3, 0, false)).isEqualTo(2);
        assertThat(rule.next(2, 0, false)).isEqualTo(2);
    }

    @Test
    void staysOtherwise() {
        assertThat(rule.next(10, 0.79, true)).isEqualTo(10);
        assertThat(rule.next(10, 1, false)).isEqualTo(10);
        assertThat(rule.next(10, 0.4, false)).isEqualTo(10);
        assertThat(rule.next(10, 0, true)).isEqualTo(10);
    }

    @Test
    void comesBackWithinItsBounds() {
        assertThat(rule.next(500, 0.5, false)).isEqualTo(50);
        assertThat(rule.next(0, 0.5, false)).isEqualTo(2);
        assertThat(rule.next(Integer.MAX_VALUE, 1, true)).isEqualTo(50);
    }

    @Test
    void reachesBothEndsAndRestsThere() {
        int slots = 2;
        for (int i = 0; i < 20; i++) {
            slots = rule.next(slots, 1, true);
        }
        assertThat(slots).isEqualTo(50);
        for (int i = 0; i < 20; i++) {
            slots = rule.next(slots, 0, false);
        }
        assertThat(slots).isEqualTo(2);
    }
}
