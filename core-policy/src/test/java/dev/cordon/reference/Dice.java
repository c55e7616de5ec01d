package dev.cordon.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Seeded chance. */
final class Dice {

    private final SplittableRandom random;

    Dice(long seed) {
        this.random = new SplittableRandom(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** At least one of the list, at most {@code most}, in the list's order. */
    <T> List<T> some(List<T> list, int most) {
        int wanted = 1 + below(Math.min(most, list.size()));
        List<T> rest = new ArrayList<>(list);
        while (rest.size() > wanted) {
            rest.remove(below(rest.size()));
        }
        return rest;
    }

    /** Another source, for a part that must not disturb what comes after it. */
    long seed() {
        return random.nextLong();
    }
}
