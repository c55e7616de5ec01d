package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.InputFiles;
import dev.cordon.cli.PluginOptions;
import dev.cordon.mesh.store.MasterKey;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whom to ask, a store or a service far away, and how to answer. */
final class AdminOption {

    @Option(
            names = "--store",
            paramLabel = "FILE|URI",
            description = "the token service's store: a file on this machine, or dynamodb://TABLE?head=TABLE")
    private Optional<String> store = Optional.empty();

    @Mixin
    private final PluginOptions plugins = new PluginOptions();

    @Option(
            names = "--admin",
            paramLabel = "URL",
            description = "the service that answers operators over HTTP, such as https://admin.shop.example; needs"
                    + " `--admin-token`")
    private Optional<String> url = Optional.empty();

    @Option(
            names = "--admin-token",
            paramLabel = "-|@FILE",
            description = "a token for it, from standard input or a file")
    private Optional<String> token = Optional.empty();

    @Option(names = "--json", description = "answer in JSON")
    private boolean json;

    boolean json() {
        return json;
    }

    /** The store, where no signing key is needed, or the service. */
    StoreAccess open(Console console) throws CommandException {
        return open(console, Optional.empty());
    }

    /** The store, with what its secrets are encrypted with, or the service. */
    StoreAccess open(Console console, Optional<MasterKey> masterKey) throws CommandException {
        if (store.isPresent() == url.isPresent()) {
            throw CommandException.badInput("name `--store` or `--admin`, and not both");
        }
        if (url.isPresent() != token.isPresent()) {
            throw CommandException.badInput("`--admin` and `--admin-token` go together");
        }
        if (store.isPresent() && StoreAccess.isElsewhere(store.get())) {
            return StoreAccess.elsewhere(console, store.get(), plugins);
        }
        return store.isPresent()
                ? StoreAccess.open(console, Path.of(store.get()), masterKey)
                : StoreAccess.remote(
                        URI.create(checked(url.get())),
                        InputFiles.secret(console, "a token", "--admin-token", token.orElseThrow()));
    }

    /** A token must not be readable on its way. */
    private static String checked(String text) throws CommandException {
        try {
            URI uri = new URI(text);
            boolean here = "127.0.0.1".equals(uri.getHost()) || "localhost".equals(uri.getHost());
            boolean plain = uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
            if (uri.getHost() != null
                    && plain
                    && ("https".equals(uri.getScheme()) || here && "http".equals(uri.getScheme()))) {
                return text;
            }
        } catch (java.net.URISyntaxException e) {
            // told below
        }
        throw CommandException.badInput(
                "`--admin " + text + "`: write https://HOST, or http://127.0.0.1:PORT on this machine");
    }
}
