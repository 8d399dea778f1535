package io.taskservice.api.fuzz;

import java.util.List;
import java.util.Random;

/** The chance in one request: the same seed and number make the same choices. */
final class Dice {

    private final Random random;

    Dice(long seed, long number) {
        random = new Random(seed * 1_000_003 + number);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Both included. */
    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
