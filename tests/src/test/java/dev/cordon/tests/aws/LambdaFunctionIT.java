package dev.cordon.tests.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The surroundings of the end-to-end tests, with functions that do next to nothing. */
class LambdaFunctionIT {

    @TempDir
    Path code;

    @BeforeEach
    void unpack() throws Exception {
        for (Class<?> type : List.of(EchoHandler.class, BrokenHandler.class)) {
            Path file = code.resolve(type.getName().replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            try (var bytes = type.getResourceAsStream(type.getSimpleName() + ".class")) {
                Files.copy(bytes, file);
            }
        }
    }

    @Test
    void a_function_answers_one_event_after_the_other_and_writes_its_log() throws Exception {
        try (LambdaFunction function = LambdaFunction.start(settings(EchoHandler.class))) {
            assertThat(function.invoke(bytes("{\"a\":1}"))).hasToString("{\"a\":1}");
            assertThat(function.invoke(bytes("{\"a\":2}"))).hasToString("{\"a\":2}");
            // the log may come after the answer
            assertThat(function.log().await(1, "invoked"::equals)).isEqualTo("invoked");
        }
    }

    @Test
    void what_a_handler_throws_is_the_outcome() throws Exception {
        try (LambdaFunction function = LambdaFunction.start(settings(EchoHandler.class))) {
            assertThat(function.invoke(new byte[0]))
                    .isEqualTo(new Outcome.Failure("java.lang.IllegalStateException", "no event"));
        }
    }

    @Test
    void a_function_that_can_not_be_made_ends_with_its_reason() throws Exception {
        try (LambdaFunction function = LambdaFunction.start(settings(BrokenHandler.class))) {
            assertThat(function.invoke(bytes("{}"))).isInstanceOf(Outcome.Failure.class);
            assertThat(function.log().awaitEnd()).isNotZero();
            assertThat(function.log().lines()).anyMatch(line -> line.contains("`VARIABLE` is not set"));
        }
    }

    @Test
    void a_snapshot_is_taken_before_the_first_call() throws Exception {
        LambdaFunction.Settings snapStart =
                settings(EchoHandler.class).with("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
        try (LambdaFunction function = LambdaFunction.start(snapStart)) {
            function.api().checkpoint().join();
            assertThat(function.api().ready()).isNotDone();
            function.api().restore();
            assertThat(function.invoke(bytes("{}"))).hasToString("{}");
        }
    }

    private LambdaFunction.Settings settings(Class<?> handler) {
        return new LambdaFunction.Settings(code, handler.getName(), Map.of(), List.of());
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
