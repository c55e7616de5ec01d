package dev.cordon.tests.aws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import dev.cordon.tests.surroundings.Child;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** A function in an execution environment of its own, under the runtime that AWS runs Java functions with. */
final class LambdaFunction implements AutoCloseable {

    /** The runtime client and what it needs: in Lambda the platform brings these, not the function's package. */
    private static final List<Class<?>> RUNTIME =
            List.of(AWSLambda.class, PojoSerializer.class, Context.class, SdkInternalThreadLocal.class);

    /** Names the file of the native half of the runtime client. */
    private static final String NATIVE_CLIENT =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    private static @Nullable Path nativeClient;

    private final RuntimeApi api;
    private final Child process;
    private final AtomicInteger invocations = new AtomicInteger();

    private LambdaFunction(RuntimeApi api, Child process) {
        this.api = api;
        this.process = process;
    }

    /**
     * How to run a function.
     *
     * @param code the folder of its unpacked package, as Lambda keeps it; or a jar, which class data sharing needs
     * @param handler its entry class
     * @param environment its environment variables
     * @param java further options of its virtual machine
     */
    record Settings(Path code, String handler, Map<String, String> environment, List<String> java) {

        Settings withJava(String... options) {
            return new Settings(
                    code,
                    handler,
                    environment,
                    Stream.concat(java.stream(), Stream.of(options)).toList());
        }

        Settings with(String variable, String value) {
            Map<String, String> more = new HashMap<>(environment);
            more.put(variable, value);
            return new Settings(code, handler, Map.copyOf(more), java);
        }
    }

    /** Starts a function; it need not be ready yet. */
    static LambdaFunction start(Settings settings) throws IOException {
        RuntimeApi api = new RuntimeApi();
        boolean unpacked = Files.isDirectory(settings.code());
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        // as Lambda starts it: https://docs.aws.amazon.com/lambda/latest/dg/java-customization.html
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx435m"));
        // by itself every process would unpack it to the same file, under the feet of the others
        command.add("-D" + NATIVE_CLIENT + "=" + nativeClient());
        command.addAll(settings.java());
        command.addAll(List.of(
                "-cp",
                unpacked ? runtime() : runtime() + File.pathSeparator + settings.code(),
                AWSLambda.class.getName(),
                settings.handler()));
        Path folder =
                unpacked ? settings.code() : settings.code().toAbsolutePath().getParent();
        return new LambdaFunction(api, Child.start(folder, variables(settings, api, folder), command));
    }

    private static String runtime() {
        return RUNTIME.stream()
                .map(type -> Path.of(type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath())
                        .toString())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The native half of the runtime client, unpacked once for all functions of this process. */
    private static synchronized Path nativeClient() throws IOException {
        if (nativeClient == null) {
            String machine = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
            nativeClient = Files.createTempFile("libaws-lambda-jni", ".so");
            nativeClient.toFile().deleteOnExit();
            try (InputStream bytes =
                    AWSLambda.class.getResourceAsStream("/jni/libaws-lambda-jni.linux-" + machine + ".so")) {
                Files.copy(bytes, nativeClient, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return nativeClient;
    }

    /** What Lambda gives every function, then the function's own. */
    private static Map<String, String> variables(Settings settings, RuntimeApi api, Path folder) {
        Map<String, String> all = new HashMap<>(Map.of(
                "AWS_LAMBDA_RUNTIME_API", api.address(),
                "AWS_LAMBDA_FUNCTION_NAME", "authorizer",
                "AWS_LAMBDA_FUNCTION_VERSION", "7",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512",
                "AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/authorizer",
                "AWS_LAMBDA_LOG_STREAM_NAME", "2026/11/24/[7]0123456789abcdef",
                "AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand",
                "AWS_REGION", "eu-west-1",
                "LAMBDA_TASK_ROOT", folder.toString(),
                "_HANDLER", settings.handler()));
        all.put("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE");
        all.put("AWS_SECRET_ACCESS_KEY", "example");
        all.put("AWS_SESSION_TOKEN", "example");
        all.putAll(settings.environment());
        return all;
    }

    RuntimeApi api() {
        return api;
    }

    Outcome invoke(byte[] event) throws Exception {
        invocations.incrementAndGet();
        return api.invoke(event, process.ended());
    }

    /** How often it was called. */
    int invocations() {
        return invocations.get();
    }

    /** What goes to CloudWatch Logs. */
    Child log() {
        return process;
    }

    @Override
    public void close() throws IOException {
        process.close();
        api.close();
    }
}
