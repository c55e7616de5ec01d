package dev.cordon.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Starts each of several at once, in a thread of its own. */
public final class Race {

    private Race() {}

    /** What each came to, in their order; fails with the first that fails. */
    public static <T> List<T> run(List<? extends Callable<T>> runners) throws Exception {
        CountDownLatch start = new CountDownLatch(runners.size());
        ExecutorService threads = Executors.newFixedThreadPool(runners.size());
        try {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> runner : runners) {
                running.add(threads.submit(() -> {
                    start.countDown();
                    start.await();
                    return runner.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    /** The place of the one who says that it won; fails where that is not exactly one. */
    public static int onlyWinner(List<? extends Callable<Boolean>> runners) throws Exception {
        List<Boolean> won = run(List.<Callable<Boolean>>copyOf(runners));
        assertThat(won).containsOnlyOnce(true);
        return won.indexOf(true);
    }
}
