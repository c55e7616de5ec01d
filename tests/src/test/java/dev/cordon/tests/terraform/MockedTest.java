package dev.cordon.tests.terraform;

import dev.cordon.document.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code terraform test} found in a module. It can expect that a variable is refused, but not with which message;
 * so each run of {@code refusals.tftest.hcl} becomes a file of its own that expects nothing, and fails with its
 * message.
 *
 * @param runs how each run ended, by file and name
 * @param messages what was complained of
 */
record MockedTest(Map<String, String> runs, List<String> messages) {

    static final String REFUSED = "refused_";

    private static final Pattern EXPECTATION = Pattern.compile("\\n *expect_failures = \\[[^]]*]");

    /** Rewrites the module's refusals, and runs all its tests. */
    static MockedTest of(Terraform module) throws Exception {
        split(module.folder().resolve("tests"));
        String output = module.init().run("test", "-json", "-no-color").output();
        Map<String, String> runs = new TreeMap<>();
        List<String> messages = new ArrayList<>();
        for (String line : output.lines().filter(line -> line.startsWith("{")).toList()) {
            Json.Members event = (Json.Members) Json.parse(line);
            event.find("test_run").ifPresent(run -> {
                String name = text(run, "path") + " " + text(run, "run");
                String status = text(run, "status");
                if (!status.isEmpty()) {
                    runs.put(name, status);
                }
            });
            event.find("diagnostic").ifPresent(it -> messages.add(text(it, "detail")));
        }
        if (runs.isEmpty()) {
            throw new IOException("no test ran:\n" + output);
        }
        return new MockedTest(runs, messages);
    }

    private static String text(Json of, String name) {
        return ((Json.Members) of)
                .find(name)
                .map(value -> value instanceof Json.Text text ? text.value() : "")
                .orElse("");
    }

    private static void split(Path tests) throws IOException {
        Path file = tests.resolve("refusals.tftest.hcl");
        String[] parts = Files.readString(file).split("(?m)^(?=run \")", -1);
        for (int number = 1; number < parts.length; number++) {
            Matcher expectation = EXPECTATION.matcher(parts[number]);
            if (!expectation.find()) {
                throw new IOException("a refusal expects no failure:\n" + parts[number]);
            }
            String unexpecting = expectation.replaceFirst("");
            Files.writeString(tests.resolve(REFUSED + number + ".tftest.hcl"), parts[0] + unexpecting);
        }
        Files.delete(file);
    }
}
