package dev.cordon.analysis;

import dev.cordon.apikey.ApiKeys;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Flow;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Service;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Vouching;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.Asking;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.ClientCertificate;
import dev.cordon.token.ApiKeyText;
import dev.cordon.token.DpopProofMaker;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.SignerUnavailableException;
import dev.cordon.token.SigningKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Equips a call with all that the policy could ask of its caller, then takes away or changes what was asked for. */
final class IdealCaller {

    private final Policy policy;
    private final Environment environment;
    private final RehearsalKeys keys;
    private final Coverage coverage;

    /** Who plays which part: the call, its target, the flow that is to allow it, and when. */
    record Casting(RehearsedCall call, ServiceName to, Optional<Flow> flow, Instant at) {}

    IdealCaller(Policy policy, Environment environment, RehearsalKeys keys) {
        this.policy = policy;
        this.environment = environment;
        this.keys = keys;
        this.coverage = Coverage.of(policy);
    }

    /**
     * A call with what its caller shows.
     *
     * @param apiKeys where its API key is kept, if it shows one
     */
    record Equipped(AccessRequest request, ApiKeys apiKeys) {}

    Equipped equip(AccessRequest bare, Casting casting) throws SignerUnavailableException {
        RehearsedCall.Overrides overrides = casting.call().overrides();
        Props props = Props.of(casting, coverage, environment);
        AccessRequest request = bare.from(overrides.sourceIp().orElse(props.source()))
                .withCertificate(certificate(overrides.certificate(), props));
        boolean certificateOnly = coverage.service(casting.to())
                .map(service -> !coverage.segment(service).authentication().needsToken())
                .orElse(false);
        if (overrides.token() instanceof RehearsedCall.Token.Given given) {
            return new Equipped(request.withToken(given.token()), ApiKeys.none());
        }
        boolean none = overrides.token() instanceof RehearsedCall.Token.None;
        if (none || certificateOnly && overrides.purpose().isEmpty()) {
            return new Equipped(request, ApiKeys.none());
        }
        if (kind(casting) == TokenKind.VOUCHED) {
            return new Equipped(vouchedFor(request, casting), ApiKeys.none());
        }
        if (kind(casting) == TokenKind.API_KEY) {
            ApiKeyText text = keys.apiKey();
            ApiKeys kept = ApiKeys.of(1, List.of(IdealApiKey.of(casting, props, text.hash())));
            return new Equipped(request.withToken(PresentedToken.bearer(text.reveal())), kept);
        }
        return new Equipped(request.withToken(token(casting, props)), ApiKeys.none());
    }

    /** Asked about by the enforcement point that is believed most. */
    private AccessRequest vouchedFor(AccessRequest request, Casting casting) {
        return policy.enforcementPoints().stream()
                .filter(point -> point.vouchesFor().contains(Vouching.SUBJECT))
                .max(Comparator.comparing(point -> point.vouchesFor().size()))
                .map(point -> request.askedBy(new Asking(
                        point.service().text(),
                        Optional.of(casting.call().from().text()))))
                .orElse(request);
    }

    private TokenKind kind(Casting casting) {
        return casting.flow()
                .map(Flow::tokens)
                .orElseGet(() -> coverage.tokensOf(casting.call().from()));
    }

    private PresentedToken token(Casting casting, Props props) throws SignerUnavailableException {
        TokenKind kind = kind(casting);
        Optional<Issuer> issuer = issuer(casting.call().from(), kind);
        if (issuer.isEmpty()) {
            return PresentedToken.bearer("");
        }
        SigningKey key = keys.of(issuer.get());
        Optional<SigningKey> holder = props.needsKey() ? Optional.of(keys.fresh()) : Optional.empty();
        String compact = kind == TokenKind.SEGMENT
                ? IdealTokens.segment(casting, props, issuer.get(), new IdealTokens.Keys(key, holder))
                : IdealTokens.external(casting, props, issuer.get(), new IdealTokens.Keys(key, holder));
        if (holder.isEmpty()) {
            return PresentedToken.bearer(compact);
        }
        String url = coverage.service(casting.to()).flatMap(Service::publicUrl).orElse("")
                + bare(casting.call().path());
        String proof = new DpopProofMaker(holder.get())
                .prove(new DpopProofMaker.Call(casting.call().method(), url), compact, "rehearsal", casting.at());
        return PresentedToken.dpop(compact, proof);
    }

    private static String bare(String path) {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    /** The first issuer of that kind that may speak for the caller; failing that, one that may not. */
    private Optional<Issuer> issuer(ServiceName caller, TokenKind kind) {
        Optional<Service> service = coverage.service(caller);
        return policy.issuers().stream()
                .filter(issuer -> issuer.kind() == kind)
                .filter(issuer -> service.isPresent()
                        && issuer.speaksFor().stream()
                                .anyMatch(party -> party.includes(service.get(), coverage.segment(service.get()))))
                .findFirst()
                .or(() -> policy.issuers().stream()
                        .filter(issuer -> issuer.kind() == kind)
                        .findFirst());
    }

    private static CertificateEvidence certificate(RehearsedCall.Certificate wanted, Props props) {
        ClientCertificate own = props.certificate();
        if (wanted instanceof RehearsedCall.Certificate.Ideal) {
            return props.needsCertificate() ? new CertificateEvidence.Trusted(own) : new CertificateEvidence.None();
        } else if (wanted instanceof RehearsedCall.Certificate.None) {
            return new CertificateEvidence.None();
        }
        KeyThumbprint shown =
                wanted instanceof RehearsedCall.Certificate.Exactly exactly ? exactly.sha256() : Props.OTHER_THUMBPRINT;
        return new CertificateEvidence.Trusted(
                new ClientCertificate(shown, own.spiffeId(), own.dnsNames(), own.subject()));
    }
}
