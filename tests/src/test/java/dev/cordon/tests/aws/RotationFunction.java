package dev.cordon.tests.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.document.Json;
import dev.cordon.tests.surroundings.Child;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The packaged rotation function, asked for steps as Secrets Manager asks for them. */
final class RotationFunction implements AutoCloseable {

    /** The steps in their order. */
    static final List<String> STEPS = List.of("createSecret", "setSecret", "testSecret", "finishSecret");

    private final LambdaFunction function;

    private RotationFunction(LambdaFunction function) {
        this.function = function;
    }

    /** Started with those settings, from a package's folder. */
    static RotationFunction start(Path code, Map<String, String> settings) throws IOException {
        return new RotationFunction(
                LambdaFunction.start(new LambdaFunction.Settings(code, FunctionPackage.ROTATION, settings, List.of())));
    }

    /**
     * Asks for a step.
     *
     * @param secret the name of the secret
     * @param version the version that comes
     */
    Outcome step(String step, String secret, String version) throws Exception {
        return function.invoke(Json.object()
                .put("Step", step)
                .put("SecretId", secret)
                .put("ClientRequestToken", version)
                .build()
                .toCanonicalBytes());
    }

    /** Asks for all steps, each of which is taken. */
    void rotate(String secret, String version) throws Exception {
        for (String step : STEPS) {
            assertThat(step(step, secret, version)).as(step).isInstanceOf(Outcome.Answer.class);
        }
    }

    Child log() {
        return function.log();
    }

    @Override
    public void close() throws IOException {
        function.close();
    }
}
