package dev.cordon.reference;

import dev.cordon.policy.Policy;
import java.util.List;
import java.util.stream.Stream;

/** Random calls under random policies, for whoever decides calls in words of his own. */
public final class RandomTrials {

    private RandomTrials() {}

    /** As many calls under one random policy; the same seed gives the same. */
    public static List<Trial> ofOnePolicy(long seed, int calls) {
        Dice dice = new Dice(seed);
        Policy policy = PolicyGenerator.policy(dice);
        CallGenerator generator = new CallGenerator(policy, dice);
        return Stream.generate(generator::next).limit(calls).toList();
    }
}
