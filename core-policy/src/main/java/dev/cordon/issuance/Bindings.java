package dev.cordon.issuance;

import dev.cordon.network.Cidr;
import dev.cordon.network.IpAddress;
import dev.cordon.policy.Binding;
import dev.cordon.policy.Environment;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.TimeWindow;
import dev.cordon.token.SegmentTokenRequest;
import java.util.List;
import java.util.Optional;

/** What a token is bound to: all that the target's segment demands, and whatever the client showed beside that. */
final class Bindings {

    /** A block of one address. */
    private static final int ALL_BITS = 128;

    private Bindings() {}

    /**
     * The bindings of a client's token.
     *
     * @param key the key that the client proved to have
     * @param windows when the token may be used; empty for any time
     * @throws TokenRefusedException where one is demanded that the client showed nothing for
     */
    static SegmentTokenRequest.Bound of(
            AllowedEdge edge,
            Client client,
            Optional<KeyThumbprint> key,
            Environment environment,
            List<TimeWindow> windows)
            throws TokenRefusedException {
        List<Binding> demanded = edge.segment().token().bind();
        if (demanded.contains(Binding.MTLS) && client.certificate().isEmpty()) {
            throw new TokenRefusedException(
                    OAuthError.INVALID_REQUEST,
                    "segment `" + edge.segment().name() + "` wants tokens bound to a client certificate: show one");
        }
        if (demanded.contains(Binding.DPOP) && key.isEmpty()) {
            throw new TokenRefusedException(
                    OAuthError.INVALID_DPOP_PROOF,
                    "segment `" + edge.segment().name() + "` wants tokens bound to a key: send a DPoP proof");
        }
        return new SegmentTokenRequest.Bound(
                Optional.of(environment),
                networks(client, demanded.contains(Binding.NETWORK)),
                windows,
                Optional.empty(),
                client.certificate(),
                key);
    }

    /** Those of its credential; where a network is demanded and the credential has none, the client's own address. */
    private static List<Cidr> networks(Client client, boolean demanded) throws TokenRefusedException {
        if (!demanded || !client.networks().isEmpty()) {
            return client.networks();
        }
        IpAddress source = client.source()
                .orElseThrow(() -> new TokenRefusedException(
                        OAuthError.INVALID_REQUEST, "the client's address is not known, and its token is bound to it"));
        return List.of(new Cidr(source, ALL_BITS));
    }
}
