package dev.cordon.tests.terraform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A module's variables and outputs, as its formatted files have them. */
final class ModuleText {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^(variable|output) \"(\\w+)\" \\{\\n(.*?)^}");
    private static final Pattern ATTRIBUTE = Pattern.compile("(?ms)^  (\\w+) += (.*?)(?=^  \\w|^\\n|\\z)");

    private ModuleText() {}

    /** The attributes of each variable, by its name, in the order of the file. */
    static Map<String, Map<String, String>> variables(Path module) throws IOException {
        return blocks(module.resolve("variables.tf"));
    }

    /** The attributes of each output, by its name, in the order of the file. */
    static Map<String, Map<String, String>> outputs(Path module) throws IOException {
        return blocks(module.resolve("outputs.tf"));
    }

    private static Map<String, Map<String, String>> blocks(Path file) throws IOException {
        Map<String, Map<String, String>> blocks = new LinkedHashMap<>();
        Matcher block = BLOCK.matcher(Files.readString(file));
        while (block.find()) {
            Map<String, String> attributes = new LinkedHashMap<>();
            Matcher attribute = ATTRIBUTE.matcher(block.group(3));
            while (attribute.find()) {
                attributes.put(attribute.group(1), attribute.group(2).strip());
            }
            blocks.put(block.group(2), attributes);
        }
        return blocks;
    }

    /** The tables of a module's README. */
    static String tables(Path module) throws IOException {
        return "## Inputs\n\n| name | what | type | default |\n| --- | --- | --- | --- |\n"
                + variables(module).entrySet().stream()
                        .map(it -> "| `" + it.getKey() + "` | " + described(it.getValue()) + " | "
                                + code(it.getValue().getOrDefault("type", "")) + " | "
                                + Optional.ofNullable(it.getValue().get("default"))
                                        .map(ModuleText::code)
                                        .orElse("required")
                                + " |\n")
                        .collect(Collectors.joining())
                + "\n## Outputs\n\n| name | what |\n| --- | --- |\n"
                + outputs(module).entrySet().stream()
                        .map(it -> "| `" + it.getKey() + "` | " + described(it.getValue()) + " |\n")
                        .collect(Collectors.joining());
    }

    private static String described(Map<String, String> attributes) {
        String text = attributes.getOrDefault("description", "\"\"");
        return text.substring(1, text.length() - 1).replace("\\\"", "\"").replace("|", "\\|");
    }

    /** On one line. */
    private static String code(String expression) {
        List<String> lines = expression
                .lines()
                .map(line -> line.strip().replaceAll(" +", " "))
                .toList();
        String line = String.join(", ", lines).replaceAll("([({]), ", "$1").replaceAll(", ([)}])", "$1");
        return "`" + line + "`";
    }
}
