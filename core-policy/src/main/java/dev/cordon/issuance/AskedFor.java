package dev.cordon.issuance;

import dev.cordon.audit.TokenRecord;
import dev.cordon.audit.TokenSink;
import dev.cordon.decision.Moment;
import dev.cordon.network.IpAddress;
import dev.cordon.token.ClientAssertions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a request asks for, as far as it can be made out, for its record. Immutable. */
final class AskedFor {

    private final String endpoint;
    private final Optional<IpAddress> source;
    private final Optional<ClientRequest> request;

    /** @param request empty where it could not be read */
    AskedFor(AuthorizationServer.Endpoint endpoint, Optional<IpAddress> source, Optional<ClientRequest> request) {
        this.endpoint = endpoint.name().toLowerCase(Locale.ROOT);
        this.source = source;
        this.request = request;
    }

    void record(TokenSink log, Moment now, TokenRecord.Outcome outcome) {
        boolean token = endpoint.equals("token");
        TokenRecord.Asked asked = new TokenRecord.Asked(
                endpoint,
                request.flatMap(AskedFor::client),
                source,
                token ? first("grant_type") : Optional.empty(),
                token && request.isPresent() ? Optional.of(edge()) : Optional.empty());
        log.offer(new TokenRecord(now.wall(), asked, outcome));
    }

    private static Optional<String> client(ClientRequest request) {
        try {
            ClientEvidence.Method method = request.client().method();
            if (method instanceof ClientEvidence.BySecret secret) {
                return Optional.of(secret.id());
            } else if (method instanceof ClientEvidence.ByCertificate certificate) {
                return Optional.of(certificate.id());
            }
            if (method instanceof ClientEvidence.ByPlatform platform) {
                return Optional.of(platform.id());
            }
            return ClientAssertions.claimedClient(((ClientEvidence.ByAssertion) method).assertion());
        } catch (TokenRefusedException e) {
            return request.parameters().all("client_id").stream().findFirst();
        }
    }

    private TokenRecord.Edge edge() {
        List<String> scopes =
                first("scope").map(text -> List.of(text.split(" "))).orElse(List.of());
        return new TokenRecord.Edge(first("audience"), first("resource"), first("purpose"), scopes);
    }

    private Optional<String> first(String parameter) {
        return request.flatMap(read -> read.parameters().all(parameter).stream().findFirst());
    }
}
