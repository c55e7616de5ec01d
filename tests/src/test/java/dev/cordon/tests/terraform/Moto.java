package dev.cordon.tests.terraform;

import dev.cordon.tests.RealProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The emulator of AWS, empty, on a free port. It does not outlive this process. */
final class Moto implements AutoCloseable {

    static final String REGION = "eu-central-1";

    private final Process process;
    private final String url;

    private Moto(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    static Moto start() throws IOException {
        String port = Integer.toString(RealProgram.freePort());
        List<String> command = new ArrayList<>(RealProgram.WATCHDOG);
        command.addAll(List.of(RealProgram.find("moto_server").toString(), "-H", "127.0.0.1", "-p", port));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .start();
        awaitStart(process);
        return new Moto(process, "http://127.0.0.1:" + port);
    }

    private static void awaitStart(Process process) throws IOException {
        BufferedReader log =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder read = new StringBuilder();
        String line = log.readLine();
        while (line != null && !line.contains("Running on http")) {
            read.append(line).append('\n');
            line = log.readLine();
        }
        if (line == null) {
            throw new IOException("moto_server does not start:\n" + read);
        }
        Thread drain = new Thread(() -> log.lines().forEach(rest -> {}), "moto-log");
        drain.setDaemon(true);
        drain.start();
    }

    /** What points AWS's programs here, and to nothing of the user's. */
    Map<String, String> environment() {
        return Map.of(
                "AWS_ENDPOINT_URL", url,
                "AWS_REGION", REGION,
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test",
                "AWS_CONFIG_FILE", "/dev/null",
                "AWS_SHARED_CREDENTIALS_FILE", "/dev/null",
                "AWS_EC2_METADATA_DISABLED", "true",
                "NO_PROXY", "127.0.0.1");
    }

    /** Asks a service of AWS; the emulator tells services apart by the signature's scope and checks no signature. */
    String get(String service, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=test/20260101/" + REGION + "/" + service
                                + "/aws4_request, SignedHeaders=host, Signature=0")
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(service + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    /** Lets the watchdog do its work. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }
}
