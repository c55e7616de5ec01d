package dev.cordon.aws.store.table;

import java.util.random.RandomGenerator;

/** How long a writer waits who was not alone, before it tries again. Safe for use by many threads. */
@FunctionalInterface
interface Rests {

    /** So many times somebody else came in between before a writer gives up. */
    int MOST = 40;

    /**
     * Waits.
     *
     * @param attempt counts from 0
     */
    void rest(int attempt) throws InterruptedException;

    /** By chance, so that those who met do not meet again: up to 10 ms at first, up to 160 ms in the end. */
    static Rests random(RandomGenerator random) {
        return attempt -> Thread.sleep(1 + random.nextInt(10 << Math.min(attempt, 4)));
    }
}
