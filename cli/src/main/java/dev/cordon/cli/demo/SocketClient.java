package dev.cordon.cli.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A plain HTTP/1.1 client that can choose the address it calls from, as a thief on another machine would. */
final class SocketClient {

    private static final int PATIENCE_MILLIS = 10_000;

    private SocketClient() {}

    /** What came back. */
    record Reply(int status, String body) {}

    /** A call: its first line without the version, its headers, and a body of ASCII. */
    record Call(String line, List<String> headers, String body) {

        /** Names the line alone: headers and body hold secrets. */
        @Override
        public String toString() {
            return line;
        }
    }

    static Reply call(InetAddress from, int port, Call call) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), PATIENCE_MILLIS);
            String request = call.line() + " HTTP/1.1\r\n" + String.join("\r\n", call.headers())
                    + "\r\nContent-Length: " + call.body().length() + "\r\nConnection: close\r\n\r\n" + call.body();
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = Integer.parseInt(answer.substring(9, 12));
            int body = answer.indexOf("\r\n\r\n");
            return new Reply(status, body < 0 ? "" : answer.substring(body + 4).strip());
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new IOException("the answer is no HTTP", e);
        }
    }
}
