package dev.cordon.tests.surroundings;

import dev.cordon.tests.surroundings.Caller.Reply;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A caller's connection that is kept from call to call, and made anew where the server ends it. An answer that tells no
 * length is an error. For one thread.
 */
public final class KeptConnection implements AutoCloseable {

    private final Caller caller;
    private @Nullable Socket socket;
    private @Nullable InputStream answers;

    KeptConnection(Caller caller) {
        this.caller = caller;
    }

    /** Makes a call with the service's host name, these header lines and a body of ASCII. */
    public Reply send(String requestLine, String body, String... headers) throws Exception {
        Socket open = socket;
        InputStream in = answers;
        if (open == null || in == null) {
            open = caller.connect();
            in = new BufferedInputStream(open.getInputStream());
            socket = open;
            answers = in;
        }
        String request = requestLine + " HTTP/1.1\r\nHost: " + caller.host() + "\r\n" + Caller.lines(headers)
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        open.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        open.getOutputStream().flush();
        Reply head = Caller.parse(head(in));
        int length = head.header("content-length")
                .map(Integer::parseInt)
                .orElseThrow(() -> new IOException("an answer without its length"));
        String content = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
        if (head.header("connection").filter("close"::equals).isPresent()) {
            close();
        }
        return new Reply(head.status(), head.headers(), content);
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int ends = 0;
        while (ends < 4) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection ended within an answer");
            }
            head.write(next);
            ends = next == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
        socket = null;
        answers = null;
    }
}
