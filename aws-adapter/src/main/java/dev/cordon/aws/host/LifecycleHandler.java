package dev.cordon.aws.host;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.cordon.aws.control.ControlPlane;
import dev.cordon.aws.event.UnreadableEventException;
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
 * The function that looks after services: a queue of EventBridge's events and two schedules invoke it. Environment
 * variables configure it; where one is wrong, a line in the log names it at the start, and every invocation fails, so
 * that no message is lost.
 */
public final class LifecycleHandler implements RequestStreamHandler {

    /** Lambda hands on no more. */
    private static final int LARGEST = 6 * 1024 * 1024;

    /** What is begun may take half a minute. */
    private static final int MARGIN_MILLIS = 40_000;

    private final Opened<ControlPlane> opened;

    /** The function as Lambda starts it. */
    public LifecycleHandler() {
        this(
                System.getenv(),
                Optional.empty(),
                new FileOutputStream(FileDescriptor.out),
                new HostClock(System::nanoTime, Clock.systemUTC()));
    }

    /** @param access in place of the one that the package has */
    LifecycleHandler(
            Map<String, String> environment, Optional<ControlAccess> access, OutputStream out, HostClock clock) {
        opened = Opened.of(environment, "lifecycle", access, out, clock, (start, log) -> start.plane(log, log));
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        byte[] event = input.readNBytes(LARGEST + 1);
        try {
            output.write(opened.made().answer(event, () -> context.getRemainingTimeInMillis() > MARGIN_MILLIS));
        } catch (UnreadableEventException e) {
            opened.log().notice(e.why());
            throw new FailedInvocationException(e.why());
        }
    }
}
