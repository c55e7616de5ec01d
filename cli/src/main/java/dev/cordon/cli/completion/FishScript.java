package dev.cordon.cli.completion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Completions in fish's own words.
 *
 * @see <a href="https://fishshell.com/docs/current/cmds/complete.html">complete</a>
 */
final class FishScript {

    private final StringBuilder script = new StringBuilder();
    private final String program;

    private FishScript(String program) {
        this.program = program;
    }

    static String of(CommandSpec program) {
        FishScript made = new FishScript(program.name());
        made.commands(program, new ArrayList<>());
        return made.script.toString();
    }

    /** A command's options and subcommands are offered where its own words stand, and none of its subcommands'. */
    private void commands(CommandSpec command, List<String> words) {
        Map<String, CommandSpec> below = visible(command);
        String here = condition(words, below.keySet());
        below.forEach((name, sub) ->
                line(here, "-f -a " + name, describe(sub.usageMessage().description())));
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                line(here, flags(option), describe(option.description()));
            }
        }
        below.forEach((name, sub) -> {
            List<String> deeper = new ArrayList<>(words);
            deeper.add(name);
            commands(sub, deeper);
        });
    }

    private static Map<String, CommandSpec> visible(CommandSpec command) {
        Map<String, CommandSpec> visible = new LinkedHashMap<>();
        for (Map.Entry<String, CommandLine> sub : command.subcommands().entrySet()) {
            CommandSpec spec = sub.getValue().getCommandSpec();
            if (!spec.usageMessage().hidden()) {
                visible.put(sub.getKey(), spec);
            }
        }
        return visible;
    }

    private static String condition(List<String> words, Iterable<String> below) {
        List<String> all = new ArrayList<>();
        words.forEach(word -> all.add("__fish_seen_subcommand_from " + word));
        String others = String.join(" ", below);
        if (!others.isEmpty()) {
            all.add("not __fish_seen_subcommand_from " + others);
        }
        return String.join("; and ", all);
    }

    private static String flags(OptionSpec option) {
        StringBuilder flags = new StringBuilder();
        for (String name : option.names()) {
            flags.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        if (option.arity().max() > 0) {
            flags.append(" -r");
        }
        return flags.substring(1);
    }

    private static String describe(String[] description) {
        return description.length == 0 ? "" : description[0];
    }

    private void line(String condition, String what, String description) {
        script.append("complete -c ").append(program);
        if (!condition.isEmpty()) {
            script.append(" -n ").append(quoted(condition));
        }
        script.append(' ').append(what);
        if (!description.isEmpty()) {
            script.append(" -d ").append(quoted(description));
        }
        script.append('\n');
    }

    /** In single quotes only these two are special. */
    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
