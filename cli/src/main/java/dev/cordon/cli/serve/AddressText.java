package dev.cordon.cli.serve;

import dev.cordon.cli.CommandException;

/**
 * An address and a port, as an option names them.
 *
 * @param option the option
 * @param text what it was given
 */
record AddressText(String option, String text) {

    private static final int LARGEST_PORT = 65_535;

    /** The address, or the name, of the interface. */
    String address() {
        return text.substring(0, Math.max(text.lastIndexOf(':'), 0));
    }

    /**
     * The port; 0 for any free one.
     *
     * @throws CommandException where none was written
     */
    int port() throws CommandException {
        try {
            int port = Integer.parseInt(text.substring(text.lastIndexOf(':') + 1));
            if (text.contains(":") && port >= 0 && port <= LARGEST_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw CommandException.badInput(
                "`" + option + " " + text + "`: write an address and a port, such as 127.0.0.1:8181");
    }
}
