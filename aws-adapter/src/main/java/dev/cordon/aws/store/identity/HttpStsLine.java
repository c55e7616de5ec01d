package dev.cordon.aws.store.identity;

import dev.cordon.issuance.PlatformUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;

/** The way to STS over HTTP: to its endpoint of a region, or to the one that stands in for it. */
final class HttpStsLine implements StsLine {

    private final SdkHttpClient client;
    private final Optional<URI> endpoint;

    /**
     * Over that client, which follows no redirect.
     *
     * @param endpoint in place of AWS's own, such as an emulator's
     */
    HttpStsLine(SdkHttpClient client, Optional<URI> endpoint) {
        this.client = client;
        this.endpoint = endpoint;
    }

    @Override
    public StsAnswer send(SignedIdentityRequest request) throws PlatformUnavailableException {
        SdkHttpFullRequest.Builder http = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint.orElseGet(() -> URI.create("https://" + request.host() + "/")))
                .encodedPath("/");
        SignedIdentityRequest.PARAMETERS.forEach(http::appendRawQueryParameter);
        request.headers().forEach(http::putHeader);
        // said, since some servers refuse a POST without it
        SdkHttpFullRequest made = http.putHeader("Content-Length", "0")
                .contentStreamProvider(InputStream::nullInputStream)
                .build();
        try {
            HttpExecuteResponse response = client.prepareRequest(HttpExecuteRequest.builder()
                            .request(made)
                            .contentStreamProvider(InputStream::nullInputStream)
                            .build())
                    .call();
            try (InputStream body = response.responseBody()
                    .orElseGet(() -> AbortableInputStream.create(InputStream.nullInputStream()))) {
                byte[] bytes = body.readNBytes(StsAnswer.LONGEST + 1);
                if (bytes.length > StsAnswer.LONGEST) {
                    throw new PlatformUnavailableException("what answers for STS is not AWS: it says too much");
                }
                return new StsAnswer(response.httpResponse().statusCode(), new String(bytes, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new PlatformUnavailableException(
                    "STS in " + request.region() + " does not answer: "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }
}
