package dev.cordon.aws.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Environment variables, each read with its own complaint. An empty variable counts as absent. */
final class Variables {

    /** Where Lambda unpacks the function's package. */
    private static final String PACKAGE = "LAMBDA_TASK_ROOT";

    private final Map<String, String> environment;

    Variables(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    String text(String name, String otherwise) {
        return text(name).orElse(otherwise);
    }

    String required(String name, String advice) throws ConfigurationException {
        return text(name).orElseThrow(() -> new ConfigurationException(name, "is missing: " + advice));
    }

    /** What is made of a variable that must be there. */
    <T> T required(String name, String advice, Function<String, T> maker) throws ConfigurationException {
        return made(name, required(name, advice), maker);
    }

    /** What is made of a text; a complaint about it is one about the variable. */
    static <T> T made(String name, String value, Function<String, T> maker) throws ConfigurationException {
        try {
            return maker.apply(value);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(name, String.valueOf(e.getMessage()));
        }
    }

    long number(String name, long otherwise, long largest) throws ConfigurationException {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value.get());
            if (number >= 0 && number <= largest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new ConfigurationException(
                name, "`" + value.get() + "` is no number: write a whole number from 0 to " + largest);
    }

    /** Whether a variable has the second of two words. */
    boolean isSecond(String name, String first, String second) throws ConfigurationException {
        String value = text(name, first);
        if (!value.equals(first) && !value.equals(second)) {
            throw new ConfigurationException(
                    name, "`" + value + "` is unknown: write `" + first + "` or `" + second + "`");
        }
        return value.equals(second);
    }

    Set<String> words(String name) {
        Set<String> words = new LinkedHashSet<>();
        for (String word : text(name, "").split(",", -1)) {
            if (!word.isBlank()) {
                words.add(word.strip());
            }
        }
        return words;
    }

    /**
     * The text of a variable that holds it, or the name of a file of the package that does: all variables of a function
     * together may have 4 KB.
     *
     * @param start how the text itself starts
     */
    Optional<String> textOrFile(String name, String start) throws ConfigurationException {
        Optional<String> value = text(name);
        if (value.isEmpty() || value.get().startsWith(start)) {
            return value;
        }
        try {
            Path file = Path.of(text(PACKAGE, ".")).resolve(value.get());
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException | InvalidPathException e) {
            throw new ConfigurationException(
                    name,
                    "it does not start with `" + start + "`, and there is no file of that name in the package:"
                            + " write the text itself or the name of a file");
        }
    }
}
