package dev.cordon.analysis;

import dev.cordon.policy.ClaimTest;
import dev.cordon.policy.ClaimValue;
import dev.cordon.policy.Condition;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Flow;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.Scope;
import dev.cordon.policy.ServiceName;
import dev.cordon.token.ExternalTokenMaker;
import dev.cordon.token.SegmentTokenMinter;
import dev.cordon.token.SegmentTokenRequest;
import dev.cordon.token.SignerUnavailableException;
import dev.cordon.token.SigningKey;
import dev.cordon.token.VerifiedToken;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tokens of ideal callers. */
final class IdealTokens {

    /** Names no flow of any policy, so that a call that no flow covers is denied for just that. */
    static final FlowId NO_PURPOSE = new FlowId("no-flow");

    static final Duration LIFE = Duration.ofSeconds(1);

    private IdealTokens() {}

    /** The issuer's key, and the holder's where the token is bound to one. */
    record Keys(SigningKey issuer, Optional<SigningKey> holder) {

        Optional<KeyThumbprint> thumbprint() {
            return holder.map(SigningKey::thumbprint);
        }
    }

    static String segment(IdealCaller.Casting casting, Props props, Issuer issuer, Keys keys)
            throws SignerUnavailableException {
        Optional<Flow> flow = casting.flow();
        RehearsedCall.Overrides overrides = casting.call().overrides();
        SegmentTokenRequest request = new SegmentTokenRequest(
                casting.call().from(),
                casting.to(),
                overrides.purpose().orElse(flow.map(Flow::id).orElse(NO_PURPOSE)),
                flow.map(Flow::scopes).orElse(List.of()),
                LIFE,
                chain(casting),
                bound(casting, props, keys));
        return new SegmentTokenMinter(issuer.issuer(), keys.issuer(), new SecureRandom())
                .mint(request, casting.at())
                .reveal();
    }

    private static SegmentTokenRequest.Chain chain(IdealCaller.Casting casting) {
        List<ServiceName> services = casting.call().overrides().chain();
        Optional<VerifiedToken.Subject> user = Props.conditions(
                        casting.flow().map(Flow::when).orElse(List.of()), Condition.Subject.class)
                .map(wanted ->
                        new VerifiedToken.Subject(wanted.issuer().text(), "rehearsal", wanted.roles(), wanted.groups()))
                .findFirst();
        if (services.isEmpty()) {
            return new SegmentTokenRequest.Chain(casting.call().from(), List.of(), Optional.empty(), 0, user);
        }
        List<ServiceName> actors = new ArrayList<>(services.subList(1, services.size()));
        actors.add(casting.call().from());
        Collections.reverse(actors);
        return new SegmentTokenRequest.Chain(services.get(0), actors, Optional.empty(), 0, user);
    }

    /** Bound to the ideal place and holder: overrides change the call, not what the token was made for. */
    private static SegmentTokenRequest.Bound bound(IdealCaller.Casting casting, Props props, Keys keys) {
        Optional<Environment> environment = casting.call().overrides().environment();
        return new SegmentTokenRequest.Bound(
                Optional.of(environment.orElse(props.environment())),
                props.networks(),
                List.of(),
                Optional.empty(),
                props.needsCertificate() ? Optional.of(props.certificate().thumbprint()) : Optional.empty(),
                keys.thumbprint());
    }

    static String external(IdealCaller.Casting casting, Props props, Issuer issuer, Keys keys)
            throws SignerUnavailableException {
        Map<String, Object> claims = new LinkedHashMap<>();
        List<Condition> when = casting.flow().map(Flow::when).orElse(List.of());
        Props.conditions(when, Condition.Claim.class).forEach(claim -> claims.put(claim.name(), value(claim.test())));
        Props.conditions(when, Condition.Subject.class).findFirst().ifPresent(user -> {
            claims.put("roles", user.roles());
            claims.put("groups", user.groups());
        });
        boolean user = claims.containsKey("roles");
        claims.put("sub", user ? "rehearsal" : casting.call().from().text());
        claims.put("client_id", casting.call().from().text());
        claims.put("aud", casting.to().text());
        claims.put("iat", casting.at().getEpochSecond());
        claims.put("exp", casting.at().getEpochSecond() + LIFE.toSeconds());
        claims.put("jti", "rehearsal");
        List<Scope> scopes = casting.flow().map(Flow::scopes).orElse(List.of());
        claims.put("scope", String.join(" ", scopes.stream().map(Scope::text).toList()));
        Map<String, Object> confirmation = new LinkedHashMap<>();
        if (props.needsCertificate()) {
            confirmation.put("x5t#S256", props.certificate().thumbprint().text());
        }
        keys.thumbprint().ifPresent(thumbprint -> confirmation.put("jkt", thumbprint.text()));
        if (!confirmation.isEmpty()) {
            claims.put("cnf", confirmation);
        }
        return new ExternalTokenMaker(issuer.issuer(), keys.issuer())
                .make(IdealClaims.asWritten(issuer.claims(), claims));
    }

    private static Object value(ClaimTest test) {
        if (test instanceof ClaimTest.Equal equal) {
            return plain(equal.value());
        }
        return test instanceof ClaimTest.OneOf one
                ? plain(one.values().get(0))
                : List.of(plain(((ClaimTest.Contains) test).value()));
    }

    private static Object plain(ClaimValue value) {
        if (value instanceof ClaimValue.Text text) {
            return text.value();
        } else if (value instanceof ClaimValue.Whole whole) {
            return whole.value();
        }
        return value instanceof ClaimValue.Flag flag ? flag.value() : "";
    }
}
