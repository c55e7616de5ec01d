package dev.cordon.aws.host;

import dev.cordon.gate.HostClock;
import java.io.OutputStream;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;

/**
 * A function of the control plane as its environment variables make it, or why there is none. What AWS did not give at
 * the start, such as a key of KMS on a bad day, is asked for again by the next invocation: an instance lives for hours.
 * Safe for use by many threads.
 */
final class Opened<T> {

    private final Map<String, String> environment;
    private final Optional<ControlAccess> access;
    private final HostClock clock;
    private final BiFunction<ControlStart, ControlFunctionLog, T> maker;
    private final ControlFunctionLog log;
    private final AtomicReference<State<T>> state;

    /**
     * What came of opening it.
     *
     * @param made what answers; empty where something is wrong
     * @param why what is wrong, in one line; empty where nothing is
     * @param isFinal whether nothing else can come of it
     */
    private record State<T>(Optional<T> made, String why, boolean isFinal) {}

    private Opened(
            Map<String, String> environment,
            Optional<ControlAccess> access,
            HostClock clock,
            BiFunction<ControlStart, ControlFunctionLog, T> maker,
            ControlFunctionLog log) {
        this.environment = environment;
        this.access = access;
        this.clock = clock;
        this.maker = maker;
        this.log = log;
        this.state = new AtomicReference<>(open());
    }

    /**
     * Opens it. What is wrong is told in one line of the log.
     *
     * @param name the function's name where Lambda tells none
     * @param access in place of the one that the package has
     */
    static <T> Opened<T> of(
            Map<String, String> environment,
            String name,
            Optional<ControlAccess> access,
            OutputStream out,
            HostClock clock,
            BiFunction<ControlStart, ControlFunctionLog, T> maker) {
        ControlFunctionLog log = new ControlFunctionLog(
                new Variables(environment).text("AWS_LAMBDA_FUNCTION_NAME", name),
                out,
                () -> clock.get().wall());
        return new Opened<>(environment, access, clock, maker, log);
    }

    private State<T> open() {
        String why;
        boolean isFinal = true;
        try {
            ControlConfiguration configuration = ControlConfiguration.of(new Variables(environment));
            ControlAccess known = access.isPresent() ? access.get() : ControlStart.access();
            return new State<>(Optional.of(maker.apply(ControlStart.of(configuration, known, clock), log)), "", true);
        } catch (ConfigurationException e) {
            why = e.line();
        } catch (IllegalArgumentException e) {
            why = String.valueOf(e.getMessage());
            isFinal = false;
        } catch (ReflectiveOperationException | LinkageError e) {
            why = "the package is incomplete: deploy `cordon-control.jar` as it was built";
        }
        log.notice("every invocation fails, since the function can't start: " + why);
        return new State<>(Optional.empty(), why, isFinal);
    }

    /**
     * What answers.
     *
     * @throws FailedInvocationException where something is wrong
     */
    T made() {
        State<T> now = known();
        if (now.made().isEmpty() && !now.isFinal()) {
            now = open();
            state.set(now);
        }
        String why = now.why();
        return now.made().orElseThrow(() -> new FailedInvocationException(why));
    }

    private State<T> known() {
        return Objects.requireNonNull(state.get());
    }

    /** Where it tells. */
    ControlFunctionLog log() {
        return log;
    }
}
