package dev.cordon.aws.store;

import dev.cordon.aws.cache.ApiCaches;
import dev.cordon.aws.cache.ApiStage;
import dev.cordon.publication.StoreUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.regions.Region;

/**
 * API Gateway, asked to forget: two requests without a body, for which its two clients would be a quarter of the
 * function's package.
 */
final class GatewayCaches implements ApiCaches {

    private static final int OK = 200;
    private static final int PAST_OK = 300;

    private final SdkHttpClient client;
    private final Region region;
    private final AwsCredentialsProvider credentials;
    private final URI endpoint;

    /** @param endpoint in place of AWS's own */
    GatewayCaches(SdkHttpClient client, Region region, AwsCredentialsProvider credentials, Optional<URI> endpoint) {
        this.client = client;
        this.region = region;
        this.credentials = credentials;
        this.endpoint = endpoint.orElse(URI.create("https://apigateway." + region.id() + "."
                + region.metadata().partition().dnsSuffix()));
    }

    @Override
    public void flush(ApiStage stage) throws StoreUnavailableException {
        String action = stage.kind() == ApiStage.Kind.REST ? "FlushStageAuthorizersCache" : "ResetAuthorizersCache";
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.DELETE)
                .uri(endpoint)
                .encodedPath((stage.kind() == ApiStage.Kind.REST ? "/restapis/" : "/v2/apis/") + stage.api()
                        + "/stages/" + stage.stage().replace("$", "%24") + "/cache/authorizers")
                .build();
        int status;
        try {
            SdkHttpRequest signed = AwsV4HttpSigner.create()
                    .sign(asked -> asked.identity(credentials.resolveCredentials())
                            .request(request)
                            .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "apigateway")
                            .putProperty(AwsV4HttpSigner.REGION_NAME, region.id()))
                    .request();
            HttpExecuteResponse answer = client.prepareRequest(
                            HttpExecuteRequest.builder().request(signed).build())
                    .call();
            answer.responseBody().ifPresent(AbortableInputStream::abort);
            status = answer.httpResponse().statusCode();
        } catch (IOException | SdkClientException e) {
            throw new StoreUnavailableException(
                    "`apigateway:" + action + "` does not answer: "
                            + e.getClass().getSimpleName(),
                    e);
        }
        if (status < OK || status >= PAST_OK) {
            throw new StoreUnavailableException("`apigateway:" + action + "` failed: status " + status
                    + (status == 403 ? ", the role may not do that" : ""));
        }
    }
}
