package dev.cordon.reference;

import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.Policy;
import dev.cordon.request.Asking;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.ClientCertificate;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A trial while it is being made up. */
final class Draft {

    final Policy policy;
    World world;
    Instant now;
    Duration age = Duration.ofMillis(500);
    boolean byHost;
    String target = "";
    String method = "GET";
    String path = "/";
    String source;
    boolean certified;
    boolean untrusted;
    KeyThumbprint thumbprint = Vocabulary.KEYS.get(0);
    String spiffeId;
    List<String> dnsNames = new ArrayList<>();
    String subject = "CN=nobody,O=random";
    TestTokens token;
    BrokenToken broken;
    PresentedToken.Scheme scheme = PresentedToken.Scheme.BEARER;
    String proof;
    Asking asking;

    Draft(Policy policy, World world, Instant now) {
        this.policy = policy;
        this.world = world;
        this.now = now;
    }

    long second() {
        return now.getEpochSecond();
    }

    Trial trial() {
        CertificateEvidence certificate = untrusted
                ? new CertificateEvidence.Untrusted()
                : certified
                        ? new CertificateEvidence.Trusted(
                                new ClientCertificate(thumbprint, Optional.ofNullable(spiffeId), dnsNames, subject))
                        : new CertificateEvidence.None();
        Optional<Call.Shown> shown = token == null && broken == null
                ? Optional.empty()
                : Optional.of(new Call.Shown(
                        scheme,
                        Optional.ofNullable(proof),
                        broken != null ? Optional.empty() : Optional.of(token.verified()),
                        Optional.ofNullable(broken)));
        Call call = new Call(
                new Call.Addressee(byHost, target), method, path, Optional.ofNullable(source), certificate, shown);
        return new Trial(policy, world, now, age, call.askedBy(Optional.ofNullable(asking)));
    }
}
