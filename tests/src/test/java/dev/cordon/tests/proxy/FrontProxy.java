package dev.cordon.tests.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A real proxy in front of a service. */
public interface FrontProxy extends AutoCloseable {

    /** Where callers reach it. */
    int port();

    @Override
    void close() throws IOException;

    /** The text with another in place of one that must be in it. */
    static String replace(String text, String old, String fresh) {
        assertThat(text).contains(old);
        return text.replace(old, fresh);
    }

    /** A port that nothing listens on. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
