package dev.cordon.tests.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged program as a process of its own, as a user runs it. */
public final class Program implements AutoCloseable {

    static final Path ROOT = Path.of(System.getProperty("cordon.root"));
    static final Path JAR = Path.of(System.getProperty("cordon.jar"));

    private final Process process;
    private final BufferedReader output;
    private final List<String> lines = new ArrayList<>();

    private Program(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts a command; its errors come with its output. */
    public static Program start(Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return new Program(process);
    }

    /** Starts {@code java -jar cordon.jar}. */
    public static Program java(Path temporary, String... args) throws IOException {
        List<String> command = command(temporary);
        command.addAll(List.of(args));
        return start(Map.of(), command);
    }

    /** The same with what it answers in a file beside its temporary ones: what is left to read are its errors. */
    public static Program javaInto(Path answer, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" > '" + answer + "'", "sh"));
        command.addAll(command(answer.getParent()));
        command.addAll(List.of(args));
        return start(Map.of(), command);
    }

    private static List<String> command(Path temporary) {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-jar",
                JAR.toString()));
    }

    /** Reads until a line has that text; fails where the output ends before. */
    public String awaitLine(String text) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            if (line.contains(text)) {
                return line;
            }
        }
        throw new AssertionError("`" + text + "` was not printed, but\n" + String.join("\n", lines));
    }

    /** Reads to the end. */
    public List<String> await() throws IOException, InterruptedException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
        }
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the process did not end after its output did");
        }
        return lines;
    }

    /** What was read. */
    public List<String> lines() {
        return lines;
    }

    /** Its exit code, once it has ended. */
    public int exitCode() {
        return process.exitValue();
    }

    /** Asks it to end, as a service manager does. */
    public void terminate() {
        process.toHandle().destroy();
    }

    /** Ends it at once, as a crash does. */
    public void kill() {
        process.toHandle().destroyForcibly();
    }

    /** Sends it SIGHUP. */
    public void hangUp() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
