package dev.cordon.skipped;

import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Says in the build's output which tests did not run, and why: Maven's own output only counts them. */
public final class SkippedTests implements TestExecutionListener {

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        tell(test, reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == Status.ABORTED) {
            tell(test, result.getThrowable().map(Throwable::getMessage).orElse("no reason given"));
        }
    }

    private static void tell(TestIdentifier test, String reason) {
        System.out.println(line(test, reason));
    }

    static String line(TestIdentifier test, String reason) {
        Optional<String> place = test.getSource()
                .map(source -> source instanceof MethodSource method
                        ? method.getClassName() + "." + method.getMethodName()
                        : source instanceof ClassSource container ? container.getClassName() : source.toString());
        return "SKIPPED " + place.orElse(test.getDisplayName()) + ": " + reason;
    }
}
