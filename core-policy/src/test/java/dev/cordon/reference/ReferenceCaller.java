package dev.cordon.reference;

import dev.cordon.decision.Reason;
import dev.cordon.policy.CallerAuthentication;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Service;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Vouching;
import dev.cordon.policy.WorkloadIdentity;
import dev.cordon.request.Asking;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.ClientCertificate;
import dev.cordon.token.VerifiedToken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Section 2 of docs/decision.md: who calls, and can that be believed? */
final class ReferenceCaller {

    private final Policy policy;
    private final ReferenceNames names;
    private final Call call;
    private final Instant now;
    private final Service target;
    private final Reason denial;

    private boolean vouched;
    private Service caller;
    private VerifiedToken token;

    private ReferenceCaller(Trial trial, Service target) {
        this.policy = trial.policy();
        this.names = new ReferenceNames(policy);
        this.call = trial.call();
        this.now = trial.now();
        this.target = target;
        this.denial = identify();
    }

    static ReferenceCaller of(Trial trial, Service target) {
        return new ReferenceCaller(trial, target);
    }

    /** Why the caller can't be believed, or null. */
    Reason denial() {
        return denial;
    }

    /** The caller: the token's, or, without a token, the certificate's. */
    Service service() {
        return caller;
    }

    /** Whether an enforcement point's word takes the place of a token. */
    boolean isVouched() {
        return vouched;
    }

    /** The token shown, or null. */
    VerifiedToken token() {
        return token;
    }

    private Reason identify() {
        CallerAuthentication demanded = names.segment(target).authentication();
        boolean certificateTaken = ReferenceConditions.believed(policy, call, Vouching.CERTIFICATE);
        if (certificateTaken && call.certificate() instanceof CertificateEvidence.Untrusted) {
            return Reason.CERTIFICATE_UNTRUSTED;
        }
        boolean tokenDemanded = demanded != CallerAuthentication.MUTUAL_TLS;
        boolean certificateDemanded = demanded != CallerAuthentication.TOKEN;
        if (tokenDemanded && call.token().isEmpty()) {
            vouched = call.asking().flatMap(Asking::subject).isPresent()
                    && ReferenceConditions.believed(policy, call, Vouching.SUBJECT);
            if (!vouched) {
                return Reason.TOKEN_MISSING;
            }
        }
        if (certificateDemanded && (!certificateTaken || call.certificate() instanceof CertificateEvidence.None)) {
            return Reason.CERTIFICATE_MISSING;
        }
        Set<Service> named = namedByCertificate();
        if (named.size() > 1) {
            return Reason.CERTIFICATE_AMBIGUOUS;
        }
        if (certificateDemanded && named.isEmpty()) {
            return Reason.CERTIFICATE_UNKNOWN;
        }
        Service certified = named.isEmpty() ? null : named.iterator().next();
        if (call.token().isEmpty() && !vouched) {
            caller = certified;
        } else if (vouched) {
            caller = names.service(call.asking().orElseThrow().subject().orElseThrow());
            if (caller == null) {
                return Reason.CALLER_UNKNOWN;
            }
        } else {
            Reason refused = refusal();
            if (refused != null) {
                return refused;
            }
        }
        if (certified != null && !certified.equals(caller)) {
            return Reason.CALLER_MISMATCH;
        }
        boolean other = call.asking()
                .flatMap(Asking::subject)
                .filter(subject -> !subject.equals(caller.name().text()))
                .isPresent();
        return other ? Reason.SUBJECT_MISMATCH : null;
    }

    private Set<Service> namedByCertificate() {
        Set<Service> named = new LinkedHashSet<>();
        Optional<ClientCertificate> shown = ReferenceConditions.certificate(policy, call);
        if (shown.isPresent()) {
            for (Service service : policy.services()) {
                for (WorkloadIdentity identity : service.identities()) {
                    if (names(identity, shown.get())) {
                        named.add(service);
                    }
                }
            }
        }
        return named;
    }

    private static boolean names(WorkloadIdentity identity, ClientCertificate certificate) {
        if (identity instanceof WorkloadIdentity.SpiffeId spiffe) {
            return certificate.spiffeId().equals(Optional.of(spiffe.uri()));
        }
        if (identity instanceof WorkloadIdentity.Thumbprint print) {
            return certificate.thumbprint().equals(print.sha256());
        }
        if (identity instanceof WorkloadIdentity.DnsName dns) {
            return certificate.dnsNames().contains(dns.name());
        }
        return certificate.subject().equals(((WorkloadIdentity.SubjectName) identity).distinguishedName());
    }

    private Reason refusal() {
        Optional<VerifiedToken> shown = ReferenceConditions.token(call);
        if (shown.isEmpty()) {
            return broken(call.token().flatMap(Call.Shown::broken).orElseThrow());
        }
        token = shown.get();
        Optional<Issuer> issuer = policy.issuers().stream()
                .filter(one -> one.name().equals(token.issuer()))
                .findFirst();
        boolean signed = token.kind() != TokenKind.API_KEY;
        if (signed && issuer.isEmpty()) {
            return Reason.ISSUER_UNKNOWN;
        }
        if (!now.isBefore(Instant.ofEpochSecond(token.expiresAt()))) {
            return Reason.TOKEN_EXPIRED;
        }
        Instant latest = now.plusSeconds(5);
        if (Instant.ofEpochSecond(token.notBefore()).isAfter(latest)
                || Instant.ofEpochSecond(token.issuedAt()).isAfter(latest)) {
            return Reason.TOKEN_NOT_YET_VALID;
        }
        if (!meantForTarget()) {
            return Reason.AUDIENCE_MISMATCH;
        }
        caller = names.service(token.caller());
        if (caller == null) {
            return Reason.CALLER_UNKNOWN;
        }
        if (signed && issuer.get().speaksFor().stream().noneMatch(party -> names.means(party, caller))) {
            return Reason.ISSUER_NOT_FOR_CALLER;
        }
        if (chain().contains(null)) {
            return Reason.ACTOR_UNKNOWN;
        }
        boolean tooLong = token.kind() == TokenKind.SEGMENT
                && Duration.ofSeconds(token.expiresAt() - token.issuedAt())
                                .compareTo(names.segment(target).token().ttl())
                        > 0;
        return tooLong ? Reason.LIFETIME_EXCEEDED : null;
    }

    /** These claim to be of one issuer: where the policy does not trust that one, the rest is not looked at. */
    private Reason broken(BrokenToken text) {
        boolean trusted = policy.issuers().stream().anyMatch(one -> one.issuer().equals("https://cordon.example"));
        boolean readable = text != BrokenToken.GARBAGE && text != BrokenToken.ID_TOKEN;
        return readable && !trusted ? Reason.ISSUER_UNKNOWN : text.reason();
    }

    private boolean meantForTarget() {
        String name = target.name().text();
        if (token.kind() != TokenKind.EXTERNAL) {
            return token.audience().equals(List.of(name));
        }
        return token.audience().isEmpty()
                || token.audience().contains(name)
                || target.publicUrl().isPresent()
                        && token.audience().contains(target.publicUrl().get());
    }

    /** Origin and actors; null among them for each that is no service of the policy. */
    List<Service> chain() {
        List<Service> chain = new ArrayList<>();
        if (token != null) {
            chain.add(names.service(token.origin()));
            token.actors().forEach(actor -> chain.add(names.service(actor)));
        }
        return chain;
    }
}
