package dev.cordon.aws.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line to what stands in for AWS, which spoils answers as a bad day does. Each connection carries one call. What the
 * stand-in answers goes through as it is, until {@link #spoil} says otherwise.
 */
public final class FaultyLine implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");
    private static final Pattern CONNECTION = Pattern.compile("(?im)^connection: .*$");
    private static final String END = "\r\n\r\n";

    private final URI behind;
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicReference<Fault> fault = new AtomicReference<>(Call::pass);
    private final AtomicInteger calls = new AtomicInteger();

    /** What happens to a call. */
    public interface Fault {

        /** Lets it happen. */
        void happen(Call call) throws IOException, InterruptedException;
    }

    /** A line to what stands in for AWS there, in order. */
    public FaultyLine(URI behind) throws IOException {
        this.behind = behind;
        this.server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** Its near end. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** What happens to all calls from now on. */
    public void spoil(Fault fault) {
        this.fault.set(fault);
    }

    /** Spoils the next call, and lets all after it through. */
    public void spoilOnce(Fault once) {
        fault.set(call -> {
            fault.set(Call::pass);
            once.happen(call);
        });
    }

    /** How many calls have come in. */
    public int calls() {
        return calls.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                threads.execute(() -> serve(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            byte[] request = message(client.getInputStream());
            if (request.length > 0) {
                calls.incrementAndGet();
                fault.get().happen(new Call(request, client.getOutputStream()));
            }
        } catch (IOException | InterruptedException e) {
            // the client gave up, or the test has ended
        }
    }

    /** A head and as many bytes as it says; empty where the connection ends before. */
    private static byte[] message(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String head = "";
        while (!head.endsWith(END)) {
            int next = in.read();
            if (next < 0) {
                return new byte[0];
            }
            bytes.write(next);
            head += (char) next;
        }
        Matcher length = LENGTH.matcher(head);
        bytes.writeBytes(in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0));
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        threads.shutdownNow();
    }

    /** A call on its way. */
    public final class Call {

        private final byte[] request;
        private final OutputStream client;

        private Call(byte[] request, OutputStream client) {
            this.request = request;
            this.client = client;
        }

        /** What was asked. */
        public String request() {
            return new String(request, StandardCharsets.ISO_8859_1);
        }

        /** Lets it through, and the answer back. */
        public void pass() throws IOException {
            answer(fetch());
        }

        /** Says that the connection stays, and ends it. */
        void passAsIfToStay() throws IOException {
            String answer = new String(fetch(), StandardCharsets.ISO_8859_1);
            answer(CONNECTION
                    .matcher(answer)
                    .replaceFirst("Connection: keep-alive")
                    .getBytes(StandardCharsets.ISO_8859_1));
        }

        /** The answer of the stand-in, whole. */
        public byte[] fetch() throws IOException {
            String alone = CONNECTION.matcher(request()).replaceFirst("Connection: close");
            try (Socket socket = new Socket(behind.getHost(), behind.getPort())) {
                socket.getOutputStream().write(alone.getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
                return socket.getInputStream().readAllBytes();
            }
        }

        void answer(byte[] answer) throws IOException {
            client.write(answer);
            client.flush();
        }

        /** Answers so. */
        public void answer(int status, String headers, String body) throws IOException {
            String head = "HTTP/1.1 " + status + " Spoilt\r\nContent-Length: " + body.length() + "\r\n" + headers;
            answer((head + "Connection: close" + END + body).getBytes(StandardCharsets.ISO_8859_1));
        }

        /** Answers in the form of S3 or of the others, whichever was called. */
        public void refuse(int status, String s3, String other) throws IOException {
            boolean json = request().toLowerCase(Locale.ROOT).contains("x-amz-target");
            answer(
                    status,
                    "",
                    json
                            ? "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + other + "\",\"message\":\"no\"}"
                            : "<?xml version=\"1.0\"?><Error><Code>" + s3 + "</Code><Message>no</Message></Error>");
        }

        /** Answers nothing while the line is open. */
        void hang() throws InterruptedException {
            closed.await();
        }

        /** Answers so slowly that no end is to be seen, though it is never silent for long. */
        void drip() throws IOException, InterruptedException {
            for (byte one : fetch()) {
                client.write(one);
                client.flush();
                if (closed.await(20, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        }

        /** Ends in the middle of the body. */
        void cut() throws IOException {
            byte[] whole = fetch();
            client.write(whole, 0, whole.length - bodyLength(whole) / 2);
            client.flush();
        }

        private static int bodyLength(byte[] answer) {
            String text = new String(answer, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
            return answer.length - text.indexOf(END) - END.length();
        }
    }
}
