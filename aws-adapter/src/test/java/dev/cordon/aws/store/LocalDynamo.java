package dev.cordon.aws.store;

import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import com.amazonaws.services.dynamodbv2.local.server.DynamoDBProxyServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Optional;

/** DynamoDB as AWS offers it for tests, in this JVM: one for all tests. */
public final class LocalDynamo {

    private static Optional<URI> running = Optional.empty();

    private LocalDynamo() {}

    /** It, running. */
    public static synchronized AwsBench bench() throws Exception {
        if (running.isEmpty()) {
            running = Optional.of(start());
        }
        return new AwsBench(running.get());
    }

    private static URI start() throws Exception {
        int port = freePort();
        String[] arguments = {"-inMemory", "-disableTelemetry", "-port", Integer.toString(port)};
        DynamoDBProxyServer server = ServerRunner.createServerFromCommandLineArgs(arguments);
        server.start();
        return URI.create("http://127.0.0.1:" + port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
