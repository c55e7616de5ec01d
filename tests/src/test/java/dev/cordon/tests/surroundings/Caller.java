package dev.cordon.tests.surroundings;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** A caller that writes its requests by hand, so that no client library tidies them up. */
public final class Caller {

    private final int port;
    private final String host;
    private final String from;
    private final KeyManager @Nullable [] identity;

    /** What came back. */
    public record Reply(int status, List<String> headers, String body) {

        /** The first header of that name. */
        public Optional<String> header(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ": ";
            return headers.stream()
                    .filter(line -> line.startsWith(start))
                    .map(line -> line.substring(start.length()))
                    .findFirst();
        }

        /** The id of the decision in a problem document. */
        public String decision() {
            int start = body.indexOf("\"decision\":\"") + "\"decision\":\"".length();
            return body.substring(start, body.indexOf('"', start));
        }
    }

    private Caller(int port, String host, String from, KeyManager @Nullable [] identity) {
        this.port = port;
        this.host = host;
        this.from = from;
        this.identity = identity;
    }

    /** A caller from 127.0.0.1 by TLS, without a certificate. */
    public static Caller overTls(int port, String host) {
        return new Caller(port, host, "127.0.0.1", new KeyManager[0]);
    }

    /** A caller from 127.0.0.1 without TLS. */
    public static Caller plain(int port, String host) {
        return new Caller(port, host, "127.0.0.1", null);
    }

    /** The same from another address of this machine. */
    public Caller from(String address) {
        return new Caller(port, host, address, identity);
    }

    /** The same with a certificate. */
    public Caller with(KeyManager[] certificate) {
        return new Caller(port, host, from, certificate);
    }

    /** Makes a call with the service's host name and these header lines. */
    public Reply call(String requestLine, String... headers) throws Exception {
        return raw(requestLine + " HTTP/1.1\r\nHost: " + host + "\r\n" + lines(headers));
    }

    /** Makes a call with a body of ASCII. */
    public Reply send(String requestLine, String body, String... headers) throws Exception {
        return exchange(requestLine + " HTTP/1.1\r\nHost: " + host + "\r\n" + lines(headers) + "Content-Length: "
                + body.length() + "\r\nConnection: close\r\n\r\n" + body);
    }

    /** A connection that is kept from call to call. */
    public KeptConnection keep() {
        return new KeptConnection(this);
    }

    String host() {
        return host;
    }

    static String lines(String... headers) {
        StringBuilder text = new StringBuilder();
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        return text.toString();
    }

    /** Makes a call of this text, to which only the end of the headers is added. */
    public Reply raw(String head) throws Exception {
        return exchange(head + "Connection: close\r\n\r\n");
    }

    private Reply exchange(String request) throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
        }
    }

    Socket connect() throws Exception {
        Socket plain = new Socket();
        plain.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Socket socket = identity == null ? plain : secure(plain);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private Socket secure(Socket plain) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(identity, new TrustManager[] {new TrustsAnyServer()}, new SecureRandom());
        return context.getSocketFactory().createSocket(plain, host, port, true);
    }

    static Reply parse(String text) throws IOException {
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("no answer: " + text);
        }
        List<String> lines = text.substring(0, end).lines().toList();
        List<String> headers = lines.stream()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT)
                        + line.substring(line.indexOf(':')))
                .toList();
        return new Reply(Integer.parseInt(lines.get(0).substring(9, 12)), headers, text.substring(end + 4));
    }

    /** The server's certificate is not what these tests are about. */
    private static final class TrustsAnyServer implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
