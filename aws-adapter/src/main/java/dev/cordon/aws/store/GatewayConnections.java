package dev.cordon.aws.store;

import dev.cordon.aws.connection.Connections;
import dev.cordon.aws.connection.SocketStage;
import dev.cordon.publication.StoreUnavailableException;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/** API Gateway, asked to close connections, each at its API's own endpoint. */
final class GatewayConnections implements Connections {

    private static final int GONE = 410;

    private final SignedRequests requests;
    private final Region region;
    private final Optional<URI> endpoint;

    /** @param endpoint of all APIs, in place of their own */
    GatewayConnections(SignedRequests requests, Region region, Optional<URI> endpoint) {
        this.requests = requests;
        this.region = region;
        this.endpoint = endpoint;
    }

    @Override
    public boolean close(SocketStage stage, String id) throws StoreUnavailableException {
        SignedRequests.Api api = new SignedRequests.Api(
                "execute-api",
                region.id(),
                endpoint.orElseGet(() -> URI.create("https://" + stage.api() + ".execute-api." + region.id() + "."
                        + region.metadata().partition().dnsSuffix())));
        String path = "/" + stage.stage() + "/@connections/" + SdkHttpUtils.urlEncode(id);
        try {
            byte[] unused = requests.send(api, SignedRequests.Asked.delete(path));
            return true;
        } catch (AwsServiceException e) {
            if (e.statusCode() == GONE) {
                return false;
            }
            throw failed(e);
        } catch (SdkException e) {
            throw failed(e);
        }
    }

    private static StoreUnavailableException failed(SdkException failure) {
        return AwsFailure.of("`execute-api:ManageConnections`", failure);
    }
}
