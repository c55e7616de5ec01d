package dev.cordon.issuance;

import dev.cordon.network.Cidr;
import dev.cordon.network.IpAddress;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.ServiceName;
import java.util.List;
import java.util.Optional;

/**
 * A client that was authenticated. Only the authenticator makes one.
 *
 * @param service the service that it is
 * @param generation the generation of the credential that it used
 * @param networks where that credential may be used; empty for anywhere
 * @param certificate the client certificate that it showed, where the policy knows the service by it
 * @param source the address it asks from, where it is known
 */
record Client(
        ServiceName service,
        long generation,
        List<Cidr> networks,
        Optional<KeyThumbprint> certificate,
        Optional<IpAddress> source) {

    /** Copies the list. */
    Client {
        networks = List.copyOf(networks);
    }
}
