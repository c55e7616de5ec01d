package dev.cordon.aws.store.identity;

import dev.cordon.document.Json;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Makes the assertions by which a workload with a role authenticates, as the workload does: it sends one as
 * {@code client_assertion}, with {@link StsIdentities#TYPE} as {@code client_assertion_type} and its service's name as
 * {@code client_id}. Immutable and safe to share between threads.
 */
public final class IdentityAssertions {

    private final String region;
    private final InstantSource clock;

    /** For workloads of that region, such as {@code eu-west-1}. */
    public IdentityAssertions(String region, InstantSource clock) {
        this.region = region;
        this.clock = clock;
    }

    /**
     * Makes an assertion, which is taken once, within five minutes.
     *
     * @param server the issuer identifier of the token service
     * @param credentials of the workload's role
     * @return a secret until it was used
     */
    public String make(String server, AwsSessionCredentialsIdentity credentials) {
        Instant now = clock.instant();
        URI url = URI.create("https://sts." + region + ".amazonaws.com" + (region.startsWith("cn-") ? ".cn" : "") + "/?"
                + SignedIdentityRequest.QUERY);
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(url)
                .putHeader(SignedIdentityRequest.AUDIENCE, server)
                .build();
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(asked -> asked.identity(credentials)
                        .request(request)
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "sts")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(now, ZoneOffset.UTC)))
                .request();
        Map<String, String> headers = new TreeMap<>(Comparator.comparing(String::toLowerCase));
        signed.headers().forEach((name, values) -> headers.put(name, values.get(0)));
        List<Json> pairs = headers.entrySet().stream()
                .<Json>map(header -> Json.object()
                        .put("key", header.getKey())
                        .put("value", header.getValue())
                        .build())
                .toList();
        return Json.object()
                .put("url", url.toString())
                .put("method", "POST")
                .put("headers", Json.array(pairs))
                .build()
                .toCanonical();
    }
}
