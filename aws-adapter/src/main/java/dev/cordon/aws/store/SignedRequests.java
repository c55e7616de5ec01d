package dev.cordon.aws.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/**
 * Requests to those of AWS's APIs of which one or two operations are used, in the wire forms that AWS's models of them
 * give: their clients would make the function's package twice as large. One attempt each. Safe for use by many threads.
 */
public final class SignedRequests {

    /** A page of 500 functions with their settings is some 2 MB. */
    private static final int LONGEST = 8 * 1024 * 1024;

    private static final int OK = 200;
    private static final int PAST_OK = 300;

    private final SdkHttpClient client;
    private final AwsCredentialsProvider credentials;

    /** Over that client, in the name of those credentials. */
    public SignedRequests(SdkHttpClient client, AwsCredentialsProvider credentials) {
        this.client = client;
        this.credentials = credentials;
    }

    /**
     * One of AWS's APIs.
     *
     * @param signingName as signatures name it
     * @param region where
     * @param endpoint its address there
     */
    public record Api(String signingName, String region, URI endpoint) {}

    /**
     * A request.
     *
     * @param method how
     * @param path begins with a slash, encoded
     * @param query names and values, not encoded
     * @param headers beside those that each request has
     * @param body empty but for a POST
     */
    public record Asked(
            SdkHttpMethod method, String path, Map<String, String> query, Map<String, String> headers, String body) {

        /** For a document. */
        public static Asked get(String path, Map<String, String> query) {
            return new Asked(SdkHttpMethod.GET, path, query, Map.of(), "");
        }

        /** To delete what has that path. */
        public static Asked delete(String path) {
            return new Asked(SdkHttpMethod.DELETE, path, Map.of(), Map.of(), "");
        }

        /** For what an operation tells, of an API that is told operations by a header. */
        public static Asked operation(String target, Json.Members body) {
            String text = body.toCanonical();
            Map<String, String> headers = Map.of(
                    "X-Amz-Target",
                    target,
                    "Content-Type",
                    "application/x-amz-json-1.1",
                    "Content-Length",
                    Integer.toString(text.getBytes(UTF_8).length));
            return new Asked(SdkHttpMethod.POST, "/", Map.of(), headers, text);
        }
    }

    /**
     * Asks.
     *
     * @return what is answered; at most 8 MiB
     * @throws AwsServiceException where AWS refuses
     * @throws SdkClientException where no answer comes that can be used
     */
    public byte[] send(Api api, Asked asked) {
        SdkHttpFullRequest.Builder http = SdkHttpFullRequest.builder()
                .method(asked.method())
                .uri(api.endpoint())
                .encodedPath(asked.path())
                .putHeader("Accept", "application/json");
        asked.query().forEach(http::putRawQueryParameter);
        asked.headers().forEach(http::putHeader);
        ContentStreamProvider body = () -> new ByteArrayInputStream(asked.body().getBytes(UTF_8));
        try {
            SdkHttpRequest signed = AwsV4HttpSigner.create()
                    .sign(request -> request.identity(credentials.resolveCredentials())
                            .request(http.build())
                            .payload(body)
                            .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, api.signingName())
                            .putProperty(AwsV4HttpSigner.REGION_NAME, api.region()))
                    .request();
            HttpExecuteRequest.Builder execute = HttpExecuteRequest.builder().request(signed);
            if (!asked.body().isEmpty()) {
                execute.contentStreamProvider(body);
            }
            return answered(client.prepareRequest(execute.build()).call());
        } catch (IOException e) {
            throw SdkClientException.create("no answer", e);
        }
    }

    private static byte[] answered(HttpExecuteResponse response) throws IOException {
        byte[] bytes;
        try (InputStream body =
                response.responseBody().orElseGet(() -> AbortableInputStream.create(InputStream.nullInputStream()))) {
            bytes = body.readNBytes(LONGEST + 1);
        }
        if (bytes.length > LONGEST) {
            throw SdkClientException.create("the answer is too long");
        }
        int status = response.httpResponse().statusCode();
        if (status < OK || status >= PAST_OK) {
            throw failure(
                    status,
                    response.httpResponse()
                            .firstMatchingHeader("x-amzn-errortype")
                            .or(() -> type(bytes))
                            .orElse(""));
        }
        return bytes;
    }

    private static Optional<String> type(byte[] document) {
        try {
            return Json.parseWithNumbersAsText(document) instanceof Json.Members members
                            && members.find("__type").orElse(null) instanceof Json.Text text
                    ? Optional.of(text.value())
                    : Optional.empty();
        } catch (InvalidDocumentException e) {
            return Optional.empty();
        }
    }

    /** The code of a failure is what stands between a namespace and a URL, where there are such. */
    private static AwsServiceException failure(int status, String type) {
        String code = type.substring(type.indexOf('#') + 1);
        int colon = code.indexOf(':');
        return AwsServiceException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(colon < 0 ? code : code.substring(0, colon))
                        .build())
                .build();
    }
}
