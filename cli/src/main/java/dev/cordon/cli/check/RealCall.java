package dev.cordon.cli.check;

import dev.cordon.cli.BundleOptions;
import dev.cordon.cli.policy.CallText;
import dev.cordon.cli.policy.ShownCertificate;
import dev.cordon.decision.Enforcer;
import dev.cordon.decision.Judgement;
import dev.cordon.decision.Moment;
import dev.cordon.decision.Snapshot;
import dev.cordon.network.IpAddress;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.Service;
import dev.cordon.policy.WorkloadIdentity;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.ClientCertificate;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import dev.cordon.token.KeyRing;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.TokenVerifier;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides a call with a token that was really made, against the keys that were really published. */
final class RealCall {

    private static final KeyThumbprint OTHER = new KeyThumbprint("o" + "A".repeat(42));

    private final BundleOptions.Loaded loaded;
    private final KeyRing keys;
    private final Instant at;

    /** What surrounds the token: the address, the certificate, and whose certificate it is. */
    record Surroundings(Optional<IpAddress> source, Optional<ShownCertificate> certificate, Optional<String> owner) {}

    RealCall(BundleOptions.Loaded loaded, KeyRing keys, Instant at) {
        this.loaded = loaded;
        this.keys = keys;
        this.at = at;
    }

    Judgement decide(CallText call, PresentedToken token, Surroundings around) {
        AccessRequest request = AccessRequest.of(
                        new Target.OfService(call.service()), call.method(), RequestPath.read(call.path()))
                .withToken(token)
                .withCertificate(certificate(around));
        Snapshot snapshot = Snapshot.of(loaded.policy(), loaded.revision(), Snapshot.Live.of(keys), 0);
        return new Enforcer(new TokenVerifier(), ReplayStore.Reach.SHARED, 0)
                .explain(snapshot, around.source().map(request::from).orElse(request), new Moment(at, 0));
    }

    /** A certificate that is shown is taken to be trusted; it names the service that {@code --from} names, if any. */
    private CertificateEvidence certificate(Surroundings around) {
        ShownCertificate shown = around.certificate().orElse(new ShownCertificate.None());
        if (shown instanceof ShownCertificate.None) {
            return new CertificateEvidence.None();
        }
        KeyThumbprint sha256 = shown instanceof ShownCertificate.Exactly exactly ? exactly.sha256() : OTHER;
        Optional<String> spiffeId = loaded.policy().source().services().stream()
                .filter(service ->
                        around.owner().filter(service.name().text()::equals).isPresent())
                .map(Service::identities)
                .flatMap(List::stream)
                .filter(WorkloadIdentity.SpiffeId.class::isInstance)
                .map(identity -> ((WorkloadIdentity.SpiffeId) identity).uri())
                .findFirst();
        return new CertificateEvidence.Trusted(new ClientCertificate(sha256, spiffeId, List.of(), ""));
    }
}
