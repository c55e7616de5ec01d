package dev.cordon.tests.surroundings;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One bash to which commands are typed one after the other, as a reader of a page does. */
public final class Shell implements AutoCloseable {

    private static final String END = "--- that was all ---";

    private final Process process;
    private final OutputStream input;
    private final BufferedReader output;

    /** Starts it in a folder. */
    public Shell(Path folder, Map<String, String> environment) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("bash").directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        process = builder.start();
        input = process.getOutputStream();
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** What a command prints, its errors too. */
    public List<String> type(String command) throws IOException {
        String all = "{ " + command + "\n} < /dev/null; printf '\\n%s\\n' '" + END + "'\n";
        input.write(all.getBytes(StandardCharsets.UTF_8));
        input.flush();
        List<String> lines = new ArrayList<>();
        for (String line = output.readLine(); !END.equals(line); line = output.readLine()) {
            if (line == null) {
                throw new IOException("the shell ended: " + lines);
            }
            lines.add(line);
        }
        // the line break before the end mark, where the output had one itself
        if (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }

    @Override
    public void close() throws IOException {
        input.close();
        process.onExit().join();
    }
}
