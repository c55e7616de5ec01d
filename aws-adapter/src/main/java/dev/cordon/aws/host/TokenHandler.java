package dev.cordon.aws.host;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.cordon.aws.control.TokenEndpoint;
import dev.cordon.gate.HostClock;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * The function that issues tokens: its URL, or a route of an HTTP API, invokes it. Environment variables configure it;
 * where one is wrong, a line in the log names it at the start, and every invocation fails.
 */
public final class TokenHandler implements RequestStreamHandler {

    /** Lambda hands on no more. */
    private static final int LARGEST = 6 * 1024 * 1024;

    private final Opened<TokenEndpoint> opened;

    /** The function as Lambda starts it. */
    public TokenHandler() {
        this(
                System.getenv(),
                Optional.empty(),
                new FileOutputStream(FileDescriptor.out),
                new HostClock(System::nanoTime, Clock.systemUTC()));
    }

    /** @param access in place of the one that the package has */
    TokenHandler(Map<String, String> environment, Optional<ControlAccess> access, OutputStream out, HostClock clock) {
        opened = Opened.of(environment, "tokens", access, out, clock, (start, log) -> start.tokens(log, log));
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        TokenEndpoint endpoint = opened.made();
        output.write(endpoint.answer(input.readNBytes(LARGEST + 1)));
    }
}
