package dev.cordon.cli.serve;

import dev.cordon.cli.CommandException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the server listens. */
final class ListenOption {

    private static final String DEFAULT = "127.0.0.1:8181";

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS:PORT",
            description = "default: 127.0.0.1:8181; port 0: any free one")
    private Optional<String> listen = Optional.empty();

    /** Whether it was named. */
    boolean isNamed() {
        return listen.isPresent();
    }

    /** The address, or the name, of the interface. */
    String address() {
        return text().address();
    }

    /**
     * The port; 0 for any free one.
     *
     * @throws CommandException where none was written
     */
    int port() throws CommandException {
        return text().port();
    }

    private AddressText text() {
        return new AddressText("--listen", listen.orElse(DEFAULT));
    }
}
