package dev.cordon.aws.host;

import dev.cordon.gate.HostClock;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A function of the control plane as its environment variables make it, or why there is none.
 *
 * @param made what answers; empty where a setting is wrong
 * @param why what is wrong, in one line; empty where nothing is
 * @param log where it tells
 */
record Opened<T>(Optional<T> made, String why, ControlFunctionLog log) {

    /**
     * Opens it. A setting that is wrong is told in one line of the log.
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
        Variables variables = new Variables(environment);
        ControlFunctionLog log = new ControlFunctionLog(
                variables.text("AWS_LAMBDA_FUNCTION_NAME", name),
                out,
                () -> clock.get().wall());
        String why;
        try {
            ControlConfiguration configuration = ControlConfiguration.of(variables);
            ControlAccess known = access.isPresent() ? access.get() : ControlStart.access();
            return new Opened<>(Optional.of(maker.apply(ControlStart.of(configuration, known, clock), log)), "", log);
        } catch (ConfigurationException e) {
            why = e.line();
        } catch (IllegalArgumentException e) {
            why = String.valueOf(e.getMessage());
        } catch (ReflectiveOperationException | LinkageError e) {
            why = "the package is incomplete: deploy `cordon-control.jar` as it was built";
        }
        log.notice("every invocation fails, since the function can't start: " + why);
        return new Opened<>(Optional.empty(), why, log);
    }
}
