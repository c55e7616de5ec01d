package dev.cordon.aws.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A function that the emulator has, and never runs: it takes a rotation only where there is one. The test does what
 * Secrets Manager would have it do.
 */
public final class MotoFunction {

    private static final String NAME = "rotation";
    private static boolean made;

    private MotoFunction() {}

    /** Its ARN. */
    public static synchronized String arn(AwsBench moto) {
        if (!made) {
            made = true;
            post(
                    moto.endpoint().resolve("/"),
                    "iam",
                    "application/x-www-form-urlencoded",
                    "Action=CreateRole&Version=2010-05-08&RoleName=" + NAME + "&AssumeRolePolicyDocument=%7B%7D");
            post(
                    moto.endpoint().resolve("/2015-03-31/functions"),
                    "lambda",
                    "application/json",
                    "{\"FunctionName\":\"" + NAME + "\",\"Runtime\":\"java17\",\"Handler\":\"a\","
                            + "\"Role\":\"arn:aws:iam::123456789012:role/" + NAME + "\","
                            + "\"Code\":{\"ZipFile\":\"" + zip() + "\"}}");
        }
        return "arn:aws:lambda:eu-west-1:123456789012:function:" + NAME;
    }

    private static String zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("a"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static void post(URI at, String service, String type, String body) {
        HttpRequest request = HttpRequest.newBuilder(at)
                .header("Content-Type", type)
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/" + service
                                + "/aws4_request, SignedHeaders=host, Signature=0")
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build();
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(service + ": " + answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
