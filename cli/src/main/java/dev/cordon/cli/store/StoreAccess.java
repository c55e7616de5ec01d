package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.PluginOptions;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.issuance.KeySchedule;
import dev.cordon.mesh.admin.AdminAnswer;
import dev.cordon.mesh.admin.AdminRequest;
import dev.cordon.mesh.admin.AdminSettings;
import dev.cordon.mesh.admin.AdminUnreachableException;
import dev.cordon.mesh.admin.Administration;
import dev.cordon.mesh.store.MasterKey;
import dev.cordon.mesh.store.StoreRefusedException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A store for the length of a command, whether the service runs or not. */
final class StoreAccess implements AutoCloseable {

    private final Administration administration;

    private StoreAccess(Administration administration) {
        this.administration = administration;
    }

    /** No misspelt name makes a new store. */
    static void requireThere(Path file) throws CommandException {
        if (!Files.exists(file) && !Files.exists(file.resolveSibling(file.getFileName() + ".lock"))) {
            throw CommandException.badInput(
                    "store `" + file + "` does not exist: name its file, or make one with `cordon store create`");
        }
    }

    static StoreAccess open(Console console, Path file, Optional<MasterKey> masterKey) throws CommandException {
        requireThere(file);
        try {
            return new StoreAccess(Administration.of(file, masterKey, settings(console)));
        } catch (StoreRefusedException e) {
            throw CommandException.couldNot(e.getMessage());
        }
    }

    private static AdminSettings settings(Console console) {
        return new AdminSettings(
                KeySchedule.standard(),
                Optional.empty(),
                console.clock(),
                console.random(),
                Optional.empty(),
                Optional::empty);
    }

    /** Whether a store is named that is no file: one in a cloud. */
    static boolean isElsewhere(String store) {
        return store.contains("://");
    }

    /** What a control plane in a cloud keeps, which many may have at once. */
    static StoreAccess elsewhere(Console console, String store, PluginOptions plugins) throws CommandException {
        return new StoreAccess(Administration.over(plugins.control(store, console.clock()), settings(console)));
    }

    /**
     * A service that answers operators over HTTP.
     *
     * @param token a token for it: a secret
     */
    static StoreAccess remote(URI base, String token) {
        return new StoreAccess(Administration.at(base, token));
    }

    /** What is answered; whatever else comes of it ends the command. */
    Json.Members ask(String operation, JsonObjectBuilder arguments) throws CommandException {
        try {
            AdminAnswer answer = administration.ask(new AdminRequest(operation, arguments.build()));
            return switch (answer.status()) {
                case DONE -> answer.reveal();
                case REFUSED -> throw CommandException.refused(answer.message());
                case BAD_REQUEST -> throw CommandException.badInput(answer.message());
                case UNAVAILABLE -> throw CommandException.couldNot(answer.message());
            };
        } catch (AdminUnreachableException e) {
            throw CommandException.couldNot(e.getMessage());
        }
    }

    @Override
    public void close() {
        administration.close();
    }
}
