package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.PluginOptions;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which store, and how to answer. */
final class StoreOption {

    @Option(
            names = "--store",
            paramLabel = "FILE|URI",
            required = true,
            description = "the token service's store: a file on this machine, or dynamodb://TABLE?head=TABLE")
    private String store = "";

    @Mixin
    private final PluginOptions plugins = new PluginOptions();

    @Option(names = "--json", description = "answer in JSON")
    private boolean json;

    /** The file, for what is done to files alone. */
    Path file() throws CommandException {
        if (StoreAccess.isElsewhere(store)) {
            throw CommandException.badInput("`" + store + "` is no file, and what this does is done to a store's file");
        }
        return Path.of(store);
    }

    boolean json() {
        return json;
    }

    /** The store, where no signing key is needed. */
    StoreAccess open(Console console) throws CommandException {
        return StoreAccess.isElsewhere(store)
                ? StoreAccess.elsewhere(console, store, plugins)
                : StoreAccess.open(console, file(), Optional.empty());
    }
}
