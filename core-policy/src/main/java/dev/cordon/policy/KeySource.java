package dev.cordon.policy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where an external issuer publishes its keys.
 *
 * @param jwks the JWKS; empty where the issuer's discovery document says (OpenID Connect Discovery 1.0 §4)
 * @param hosts the hosts that may be asked beside the one that is named here, or, with discovery, the issuer's
 * @param privateHosts those of these hosts whose addresses may be private: an issuer on one's own premises
 */
public record KeySource(Optional<KeyUrl> jwks, List<String> hosts, List<String> privateHosts) {

    /** @throws IllegalArgumentException where a host is none */
    public KeySource {
        hosts = Distinct.sorted(hosts);
        privateHosts = Distinct.sorted(privateHosts);
        Stream.concat(hosts.stream(), privateHosts.stream())
                .filter(host -> !HostName.isValid(host))
                .findFirst()
                .ifPresent(host -> {
                    throw new IllegalArgumentException("`" + host + "` is no host name");
                });
    }
}
