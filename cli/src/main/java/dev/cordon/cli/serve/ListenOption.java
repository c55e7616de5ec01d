package dev.cordon.cli.serve;

import dev.cordon.cli.CommandException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the server listens. */
final class ListenOption {

    private static final String DEFAULT = "127.0.0.1:8181";
    private static final int LARGEST_PORT = 65_535;

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
        return text().substring(0, Math.max(text().lastIndexOf(':'), 0));
    }

    /**
     * The port; 0 for any free one.
     *
     * @throws CommandException where none was written
     */
    int port() throws CommandException {
        try {
            int port = Integer.parseInt(text().substring(text().lastIndexOf(':') + 1));
            if (text().contains(":") && port >= 0 && port <= LARGEST_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw CommandException.badInput(
                "`--listen " + text() + "`: write an address and a port, such as 127.0.0.1:8181");
    }

    private String text() {
        return listen.orElse(DEFAULT);
    }
}
