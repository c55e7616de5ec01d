package dev.cordon.skipped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class SkippedTestsTest {

    @Test
    void a_class_whose_program_is_missing_is_told_with_its_reason() {
        assertThat(outputOf(LacksItsProgram.class))
                .contains("SKIPPED " + LacksItsProgram.class.getName() + ": ", "`nginx` is not installed");
    }

    @Test
    void a_test_that_runs_is_not_told() {
        assertThat(outputOf(Runs.class)).isEmpty();
    }

    /** The listener is found by itself, as in the build. */
    private static String outputOf(Class<?> tests) {
        PrintStream before = System.out;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            LauncherFactory.create()
                    .execute(LauncherDiscoveryRequestBuilder.request()
                            .selectors(selectClass(tests))
                            .build());
        } finally {
            System.setOut(before);
        }
        return written.toString(StandardCharsets.UTF_8);
    }

    static class LacksItsProgram {

        @BeforeAll
        static void find() {
            assumeTrue(false, "`nginx` is not installed");
        }

        @Test
        void never_runs() {
            throw new AssertionError("its class is skipped");
        }
    }

    static class Runs {

        @Test
        void runs() {
            assertThat("this").isNotEmpty();
        }
    }
}
