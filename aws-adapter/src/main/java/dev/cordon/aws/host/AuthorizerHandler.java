package dev.cordon.aws.host;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.cordon.aws.event.Envelope;
import dev.cordon.gate.HostClock;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Map;
import org.crac.Core;

/**
 * The function that API Gateway asks, for all kinds of authorizer. Environment variables configure it; where one is
 * wrong, a line in the log names it at the start and with each call, and every call is denied.
 */
public final class AuthorizerHandler implements RequestStreamHandler {

    private final RunningAuthorizer running;

    /** The function as Lambda starts it. */
    public AuthorizerHandler() {
        this(
                System.getenv(),
                new FileOutputStream(FileDescriptor.out),
                new HostClock(System::nanoTime, Clock.systemUTC()));
        running.prime();
        Core.getGlobalContext().register(running);
    }

    private AuthorizerHandler(Map<String, String> environment, OutputStream log, HostClock clock) {
        this(Start.of(environment, log, clock));
    }

    /** A function around an authorizer that runs. */
    AuthorizerHandler(RunningAuthorizer running) {
        this.running = running;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        output.write(running.answer(input.readNBytes(Envelope.LARGEST + 1)));
    }
}
