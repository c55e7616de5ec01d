package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which store, and how to answer. */
final class StoreOption {

    @Option(names = "--store", paramLabel = "FILE", required = true, description = "the token service's store")
    private Path file = Path.of("");

    @Option(names = "--json", description = "answer in JSON")
    private boolean json;

    Path file() {
        return file;
    }

    boolean json() {
        return json;
    }

    /** The store, where no signing key is needed. */
    StoreAccess open(Console console) throws CommandException {
        return StoreAccess.open(console, file, Optional.empty());
    }
}
