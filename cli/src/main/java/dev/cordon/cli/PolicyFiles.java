package dev.cordon.cli;

import dev.cordon.cli.policy.PolicyFile;
import dev.cordon.cli.policy.PolicyReader;
import dev.cordon.cli.policy.Problem;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads policies for commands that need a valid one. */
public final class PolicyFiles {

    private PolicyFiles() {}

    /**
     * Reads a policy file with all its problems.
     *
     * @throws CommandException where the file can't be read
     */
    public static PolicyFile read(Path file) throws CommandException {
        try {
            return PolicyReader.read(file);
        } catch (IOException e) {
            throw CommandException.badInput(e.getMessage());
        }
    }

    /**
     * Reads a policy that must be valid; warnings go to standard error.
     *
     * @throws CommandException where it can't be read or has errors, all of which the message lists
     */
    public static PolicyFile valid(Console console, Path file) throws CommandException {
        PolicyFile read = read(file);
        if (read.policy().isEmpty()) {
            String errors = read.problems().stream().map(Problem::toString).collect(Collectors.joining("\n"));
            throw CommandException.badInput("policy `" + file + "` is not valid\n" + errors);
        }
        read.problems().forEach(problem -> console.err().println(problem));
        return read;
    }

    /**
     * The environment that a command is to act in.
     *
     * @param name what the user said; the policy's first where nothing was said
     * @throws CommandException where the policy has no such environment
     */
    public static Environment environment(Policy policy, Optional<String> name) throws CommandException {
        if (name.isEmpty()) {
            return policy.environments().get(0);
        }
        for (Environment environment : policy.environments()) {
            if (environment.text().equals(name.get())) {
                return environment;
            }
        }
        throw CommandException.badInput("the policy has no environment `" + name.get() + "`; it has "
                + policy.environments().stream()
                        .map(environment -> "`" + environment + "`")
                        .collect(Collectors.joining(", ")));
    }
}
