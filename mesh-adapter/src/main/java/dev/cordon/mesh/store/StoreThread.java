package dev.cordon.mesh.store;

import dev.cordon.entry.DamagedEntryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that touches the file. It takes what waits, does it in turn, brings all of it to the disk with one
 * commit, and only then tells anybody: whoever reads has read what is kept. A caller's interrupt can't close the file,
 * as it would where the caller reads it.
 */
final class StoreThread {

    /** How many wait for one commit at most. */
    private static final int MOST = 256;

    private final Path file;
    private final Entries entries;
    private final StoreLock lock;
    private final BlockingQueue<Turn<?>> waiting = new LinkedBlockingQueue<>();
    private final Thread thread;
    private @Nullable StoreStoppedException stopped;

    /** What is done with the entries; it writes only once nothing more can go wrong. */
    @FunctionalInterface
    interface Work<T> {
        T on(Entries entries);
    }

    private record Turn<T>(Work<T> work, CompletableFuture<T> result) {

        /** Does the work, and gives what tells of it. */
        Runnable take(Entries entries) {
            long before = entries.changes();
            try {
                T value = work.on(entries);
                return () -> result.complete(value);
            } catch (DamagedEntryException e) {
                if (entries.changes() != before) {
                    throw e;
                }
                return () -> result.completeExceptionally(e);
            }
        }
    }

    StoreThread(Path file, Entries entries, StoreLock lock) {
        this.file = file;
        this.entries = entries;
        this.lock = lock;
        this.thread = new Thread(this::serve, "cordon-store");
        thread.setDaemon(true);
        thread.start();
    }

    /** Does the work in turn; what it has written is on the disk when this returns. */
    <T> T run(Work<T> work) throws StoreStoppedException {
        CompletableFuture<T> result = new CompletableFuture<>();
        enqueue(new Turn<>(work, result));
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof DamagedEntryException damage) {
                throw new StoreStoppedException(
                        "`" + file + "` is damaged: stop, and restore the newest backup", damage);
            }
            throw stopped(e);
        }
    }

    private synchronized StoreStoppedException stopped(Throwable cause) {
        String message = stopped == null ? "`" + file + "` is closed" : String.valueOf(stopped.getMessage());
        return new StoreStoppedException(message, cause);
    }

    private synchronized void enqueue(Turn<?> turn) throws StoreStoppedException {
        if (stopped != null) {
            throw new StoreStoppedException(String.valueOf(stopped.getMessage()), stopped);
        }
        waiting.add(turn);
    }

    private synchronized void stop(StoreStoppedException why) {
        if (stopped == null) {
            stopped = why;
        }
    }

    private void serve() {
        List<Turn<?>> batch = new ArrayList<>();
        try {
            while (true) {
                batch.clear();
                batch.add(waiting.take());
                waiting.drainTo(batch, MOST - 1);
                serve(batch);
                if (isClosing() && waiting.isEmpty()) {
                    break;
                }
            }
            entries.close();
            lock.close();
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            stop(new StoreStoppedException(
                    "`" + file + "` can't be written: check that its disk is there and not full, then start again", e));
            entries.close();
            batch.addAll(waiting);
            batch.forEach(turn -> turn.result().completeExceptionally(e));
            release();
        }
    }

    private void serve(List<Turn<?>> batch) throws IOException {
        List<Runnable> answers = new ArrayList<>();
        for (Turn<?> turn : batch) {
            answers.add(turn.take(entries));
        }
        if (entries.commit()) {
            lock.mark(entries.commits());
        }
        answers.forEach(Runnable::run);
    }

    private synchronized boolean isClosing() {
        return stopped != null;
    }

    private void release() {
        try {
            lock.close();
        } catch (IOException e) {
            // The system lets go of it with the process; that the store stopped is known already.
        }
    }

    /** Finishes what waits, and closes the file. */
    void close() {
        CompletableFuture<Boolean> last = new CompletableFuture<>();
        synchronized (this) {
            if (stopped == null) {
                stopped = new StoreStoppedException("`" + file + "` is closed");
                waiting.add(new Turn<>(entries -> true, last));
            }
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
