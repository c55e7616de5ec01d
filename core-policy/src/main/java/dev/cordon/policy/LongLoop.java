package dev.cordon.policy;

import java.util.function.IntConsumer;

/**
 * A loop over all of a large policy's parts. The virtual machine compiles a method that is called often at once, and
 * one that loops for long only after some 60,000 rounds: a process that has just started would interpret every round.
 */
public final class LongLoop {

    private static final int FEW = 32;

    private LongLoop() {}

    /** Calls the body with every number from 0 up to the count. */
    public static void each(int count, IntConsumer body) {
        for (int start = 0; start < count; start += FEW) {
            some(start, Math.min(count, start + FEW), body);
        }
    }

    private static void some(int start, int end, IntConsumer body) {
        for (int i = start; i < end; i++) {
            body.accept(i);
        }
    }
}
