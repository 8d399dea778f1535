package io.taskservice.simulation;

import java.util.Random;

/** Decides what goes wrong; how much does differs from run to run. */
final class Faults {

    private static final double[] RATES = {0, 0.002, 0.01, 0.03, 0.08};

    private final Random random;
    private final double crashes;
    private final double losses;
    private final double freezes;

    /** What can go wrong. */
    enum Kind {
        NONE,
        CRASH,
        CONNECTION_LOST,
        /** Done, but nobody is told. */
        ANSWER_LOST,
        /** Not done, and nobody is told. */
        NOT_DONE,
        FREEZE
    }

    Faults(Random random) {
        this.random = random;
        this.crashes = rate();
        this.losses = rate();
        this.freezes = rate();
    }

    private double rate() {
        return RATES[random.nextInt(RATES.length)];
    }

    Kind atStatement(boolean mortal) {
        double dice = random.nextDouble();
        if (!mortal) {
            return Kind.NONE;
        }
        if (dice < crashes / 2) {
            return Kind.CRASH;
        }
        if (dice < crashes / 2 + losses / 2) {
            return Kind.CONNECTION_LOST;
        }
        return dice < crashes / 2 + losses / 2 + freezes ? Kind.FREEZE : Kind.NONE;
    }

    /** At a statement that was its own transaction, once that is committed. */
    Kind atAnswer(boolean mortal) {
        double dice = random.nextDouble();
        if (!mortal) {
            return Kind.NONE;
        }
        if (dice < crashes / 2) {
            return Kind.CRASH;
        }
        return dice < crashes / 2 + losses / 2 ? Kind.ANSWER_LOST : Kind.NONE;
    }

    Kind atCommit(boolean mortal) {
        double dice = random.nextDouble();
        if (!mortal) {
            return Kind.NONE;
        }
        if (dice < crashes * 2) {
            return Kind.CRASH;
        }
        if (dice < (crashes + losses) * 2) {
            return random.nextBoolean() ? Kind.ANSWER_LOST : Kind.NOT_DONE;
        }
        return dice < (crashes + losses) * 2 + freezes ? Kind.FREEZE : Kind.NONE;
    }
}
