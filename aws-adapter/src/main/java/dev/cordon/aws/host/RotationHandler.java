package dev.cordon.aws.host;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.cordon.aws.control.RotationSteps;
import dev.cordon.aws.event.UnreadableEventException;
import dev.cordon.aws.rotation.RotationRefusedException;
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
 * The function that Secrets Manager invokes for each step of a rotation. Environment variables configure it; where one
 * is wrong, a line in the log names it at the start, and every invocation fails.
 */
public final class RotationHandler implements RequestStreamHandler {

    /** Secrets Manager's events are small. */
    private static final int LARGEST = 64 * 1024;

    private final Opened<RotationSteps> opened;

    /** The function as Lambda starts it. */
    public RotationHandler() {
        this(
                System.getenv(),
                Optional.empty(),
                new FileOutputStream(FileDescriptor.out),
                new HostClock(System::nanoTime, Clock.systemUTC()));
    }

    /** @param access in place of the one that the package has */
    RotationHandler(
            Map<String, String> environment, Optional<ControlAccess> access, OutputStream out, HostClock clock) {
        opened = Opened.of(environment, "rotation", access, out, clock, (start, log) -> start.rotation(log, log));
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        RotationSteps steps = opened.made();
        try {
            steps.take(input.readNBytes(LARGEST));
        } catch (UnreadableEventException e) {
            throw failed(e.why());
        } catch (RotationRefusedException e) {
            throw failed(e.why());
        } catch (RuntimeException e) {
            // the outermost catch of an invocation: a target that others wrote may fail in any way
            throw failed("internal error: " + e.getClass().getSimpleName());
        }
    }

    private FailedInvocationException failed(String why) {
        opened.log().notice(why);
        return new FailedInvocationException(why);
    }
}
