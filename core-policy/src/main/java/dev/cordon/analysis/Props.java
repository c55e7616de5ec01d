package dev.cordon.analysis;

import dev.cordon.network.Cidr;
import dev.cordon.network.IpAddress;
import dev.cordon.policy.Binding;
import dev.cordon.policy.Condition;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Flow;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.Segment;
import dev.cordon.policy.Service;
import dev.cordon.policy.WorkloadIdentity;
import dev.cordon.request.ClientCertificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the ideal caller of one call has: the right address, certificate and environment.
 *
 * @param environment the environment its token is for
 * @param source the address it calls from
 * @param certificate its certificate
 * @param needsCertificate whether the target's segment or the flow asks for a certificate
 * @param needsKey whether the target's segment asks for tokens bound to a DPoP key
 * @param bind the bindings that the target's segment asks for
 */
record Props(
        Environment environment,
        IpAddress source,
        ClientCertificate certificate,
        boolean needsCertificate,
        boolean needsKey,
        List<Binding> bind) {

    private static final int ADDRESS_BITS = 128;

    static final KeyThumbprint OTHER_THUMBPRINT = new KeyThumbprint("o" + "A".repeat(42));

    private static final KeyThumbprint OWN_THUMBPRINT = new KeyThumbprint("w" + "A".repeat(42));
    /** From the block that documents use (RFC 5737), for flows that do not care. */
    private static final IpAddress ANYWHERE = new IpAddress(0, 0xFFFF_C000_020AL);

    static Props of(IdealCaller.Casting casting, Coverage coverage, Environment environment) {
        List<Condition> when = casting.flow().map(Flow::when).orElse(List.of());
        Optional<Segment> segment = coverage.service(casting.to()).map(coverage::segment);
        List<Binding> bind = segment.map(one -> one.token().bind()).orElse(List.of());
        boolean certificate = bind.contains(Binding.MTLS)
                || segment.map(one -> one.authentication().needsCertificate()).orElse(false)
                || conditions(when, Condition.MutualTls.class).findAny().isPresent()
                || conditions(when, Condition.Device.class).findAny().isPresent();
        return new Props(
                environment,
                source(when),
                certificate(coverage.service(casting.call().from()), when),
                certificate,
                bind.contains(Binding.DPOP),
                bind);
    }

    /** Where its token is bound to: its address, if the target's segment asks for that. */
    List<Cidr> networks() {
        return bind.contains(Binding.NETWORK) ? List.of(new Cidr(source, ADDRESS_BITS)) : List.of();
    }

    static <T extends Condition> Stream<T> conditions(List<Condition> when, Class<T> kind) {
        return when.stream().filter(kind::isInstance).map(kind::cast);
    }

    private static IpAddress source(List<Condition> when) {
        return conditions(when, Condition.Network.class)
                .map(network -> network.blocks().get(0).base())
                .findFirst()
                .orElse(ANYWHERE);
    }

    private static ClientCertificate certificate(Optional<Service> caller, List<Condition> when) {
        List<WorkloadIdentity> identities = caller.map(Service::identities).orElse(List.of());
        Optional<KeyThumbprint> device = conditions(when, Condition.Device.class)
                .map(condition -> condition.keys().get(0))
                .findFirst();
        Optional<KeyThumbprint> named = identities(identities, WorkloadIdentity.Thumbprint.class)
                .map(WorkloadIdentity.Thumbprint::sha256)
                .findFirst();
        return new ClientCertificate(
                device.or(() -> named).orElse(OWN_THUMBPRINT),
                identities(identities, WorkloadIdentity.SpiffeId.class)
                        .map(WorkloadIdentity.SpiffeId::uri)
                        .findFirst(),
                identities(identities, WorkloadIdentity.DnsName.class)
                        .map(WorkloadIdentity.DnsName::name)
                        .limit(1)
                        .toList(),
                identities(identities, WorkloadIdentity.SubjectName.class)
                        .map(WorkloadIdentity.SubjectName::distinguishedName)
                        .findFirst()
                        .orElse("CN=rehearsal"));
    }

    private static <T extends WorkloadIdentity> Stream<T> identities(List<WorkloadIdentity> all, Class<T> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast);
    }
}
