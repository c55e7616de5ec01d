package dev.cordon.aws.store;

import dev.cordon.aws.cache.ApiCaches;
import dev.cordon.aws.cache.ApiStage;
import dev.cordon.publication.StoreUnavailableException;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;

/** API Gateway, asked to forget. */
final class GatewayCaches implements ApiCaches {

    private final SignedRequests requests;
    private final SignedRequests.Api api;

    /** @param endpoint in place of AWS's own */
    GatewayCaches(SignedRequests requests, Region region, Optional<URI> endpoint) {
        this.requests = requests;
        this.api = new SignedRequests.Api(
                "apigateway",
                region.id(),
                endpoint.orElse(URI.create("https://apigateway." + region.id() + "."
                        + region.metadata().partition().dnsSuffix())));
    }

    @Override
    public void flush(ApiStage stage) throws StoreUnavailableException {
        boolean rest = stage.kind() == ApiStage.Kind.REST;
        String path = (rest ? "/restapis/" : "/v2/apis/") + stage.api() + "/stages/"
                + stage.stage().replace("$", "%24") + "/cache/authorizers";
        try {
            byte[] unused = requests.send(api, SignedRequests.Asked.delete(path));
        } catch (SdkException e) {
            throw AwsFailure.of(
                    "`apigateway:" + (rest ? "FlushStageAuthorizersCache" : "ResetAuthorizersCache") + "`", e);
        }
    }
}
