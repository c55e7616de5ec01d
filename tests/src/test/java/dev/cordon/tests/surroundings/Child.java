package dev.cordon.tests.surroundings;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Another program as a child process, with what it prints. It does not outlive this process, even where that is killed:
 * a shell between the two waits for the end of its standard input, which comes with the end of whoever holds the other
 * end of the pipe, and stops the program.
 */
public final class Child implements AutoCloseable {

    /** Descriptor 3 keeps the pipe, since a shell gives its background jobs an empty standard input. */
    private static final String WATCHDOG = "exec 3<&0; \"$@\" < /dev/null & pid=$!;"
            + " (cat <&3 > /dev/null; kill \"$pid\") > /dev/null 2>&1 & watch=$!;"
            + " exec 3<&-; wait \"$pid\"; code=$?; kill \"$watch\" 2> /dev/null; exit $code";

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    private Child(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "output of a child");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a command in a folder; its errors come with its output. */
    public static Child start(Path folder, Map<String, String> environment, List<String> command) throws IOException {
        List<String> watched = new ArrayList<>(List.of("sh", "-c", WATCHDOG, "sh"));
        watched.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(watched).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new Child(builder.start());
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                add(line);
            }
            add(null);
        } catch (IOException e) {
            add(null);
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void add(@Nullable String line) {
        if (line == null) {
            ended = true;
        } else {
            lines.add(line);
        }
        notifyAll();
    }

    /** What it has printed so far. */
    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** Waits for a line; fails where the program ends without it. */
    public synchronized String await(Predicate<String> wanted) throws InterruptedException {
        return await(0, wanted);
    }

    /** Waits for a line after so many others; fails where the program ends without it. */
    public synchronized String await(int from, Predicate<String> wanted) throws InterruptedException {
        for (int seen = from; ; ) {
            if (seen < lines.size()) {
                String line = lines.get(seen++);
                if (wanted.test(line)) {
                    return line;
                }
            } else if (ended) {
                throw new AssertionError("it ended without the line:\n" + String.join("\n", lines));
            } else {
                wait();
            }
        }
    }

    /** Waits for its end. */
    public int awaitEnd() throws InterruptedException {
        synchronized (this) {
            while (!ended) {
                wait();
            }
        }
        return process.waitFor();
    }

    /** Completes when it ends. */
    public CompletableFuture<Void> ended() {
        return process.onExit().thenAccept(process -> {});
    }

    /** The program itself, where it still runs. */
    public Optional<ProcessHandle> program() {
        return process.children().findFirst();
    }

    /** Lets the watchdog do its work. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }
}
