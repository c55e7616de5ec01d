package dev.cordon.cli.serve;

import dev.cordon.cli.CommandException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/**
 * Whether the server could listen.
 *
 * @param what what would listen
 * @param address the address, or the name, of the interface
 * @param port the port; 0 for any free one
 */
record PortCheck(String what, String address, int port) implements Check {

    private static final String LISTEN = "listen";

    /** Any port that only this machine can reach. */
    static PortCheck anywhere() {
        return new PortCheck(LISTEN, InetAddress.getLoopbackAddress().getHostAddress(), 0);
    }

    /** The port at which a proxy asks. */
    static PortCheck listen(ListenOption option) throws CommandException {
        return new PortCheck(LISTEN, option.address(), option.port());
    }

    @Override
    public List<Finding> findings() {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(address))) {
            String host = socket.getInetAddress().getHostAddress();
            return List.of(Finding.ok(what, port == 0 ? host + " has free ports" : host + ":" + port + " is free"));
        } catch (IOException e) {
            return List.of(Finding.fail(
                    what,
                    address + ":" + port + " can't be opened: " + e.getMessage(),
                    "name a free port of an address of this machine, from 1024 on unless the user may open lower ones"
                            + " (`ss -ltn` shows who listens): --" + what + " ADDRESS:PORT"));
        }
    }
}
