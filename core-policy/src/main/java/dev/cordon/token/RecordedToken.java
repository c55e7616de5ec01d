package dev.cordon.token;

import dev.cordon.network.Cidr;
import dev.cordon.policy.ClaimValue;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.TimeWindow;
import dev.cordon.policy.TokenKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the verified token that a record of a decision tells of, so that the decision can be made again. Nothing is
 * verified here: the result says what was believed then. It can't be shown to an enforcement point, which takes only
 * {@link PresentedToken}s and verifies them itself. Each setter replaces the claim. For one thread.
 */
public final class RecordedToken {

    private final VerifiedClaims claims;

    /** A token of that issuer, which was signed with that key. */
    public RecordedToken(IssuerName issuer, TokenKind kind, String keyId) {
        this.claims = new VerifiedClaims(issuer, kind, keyId);
    }

    /** {@link VerifiedToken#id}, and {@link VerifiedToken#transaction} or null. */
    public RecordedToken ids(String id, @Nullable String transaction) {
        claims.id = id;
        claims.transaction = transaction;
        return this;
    }

    /** {@link VerifiedToken#caller}, {@link VerifiedToken#origin} and {@link VerifiedToken#actors}. */
    public RecordedToken chain(String caller, String origin, List<String> actors) {
        claims.caller = caller;
        claims.origin = origin;
        claims.actors = List.copyOf(actors);
        return this;
    }

    /** {@link VerifiedToken#audience} and {@link VerifiedToken#scopes}, and {@link VerifiedToken#purpose} or null. */
    public RecordedToken authority(List<String> audience, List<String> scopes, @Nullable String purpose) {
        claims.audience = List.copyOf(audience);
        claims.scopes = List.copyOf(scopes);
        claims.purpose = purpose;
        return this;
    }

    /** {@link VerifiedToken#chainIssuedAt}. */
    public RecordedToken chainIssuedAt(List<Long> seconds) {
        claims.chainIssuedAt = List.copyOf(seconds);
        return this;
    }

    /** {@link VerifiedToken#issuedAt}, {@link VerifiedToken#notBefore} and {@link VerifiedToken#expiresAt}. */
    public RecordedToken times(long issuedAt, long notBefore, long expiresAt) {
        claims.issuedAt = issuedAt;
        claims.notBefore = notBefore;
        claims.expiresAt = expiresAt;
        return this;
    }

    /** {@link VerifiedToken#generation}, or -1 for none. */
    public RecordedToken generation(long generation) {
        claims.generation = generation;
        return this;
    }

    /** {@link VerifiedToken#environment}, or null, and {@link VerifiedToken#networks}. */
    public RecordedToken place(@Nullable String environment, List<Cidr> networks) {
        claims.environment = environment;
        claims.networks = List.copyOf(networks);
        return this;
    }

    /** {@link VerifiedToken#windows}, and {@link VerifiedToken#maxAge} or -1. */
    public RecordedToken usage(List<TimeWindow> windows, long maxAge) {
        claims.windows = List.copyOf(windows);
        claims.maxAge = maxAge;
        return this;
    }

    /** {@link VerifiedToken#certificate} and {@link VerifiedToken#key}, each or null. */
    public RecordedToken holder(@Nullable KeyThumbprint certificate, @Nullable KeyThumbprint key) {
        claims.certificate = certificate;
        claims.key = key;
        return this;
    }

    /** {@link VerifiedToken#subject}, or null. */
    public RecordedToken subject(VerifiedToken.@Nullable Subject subject) {
        claims.subject = subject;
        return this;
    }

    /** {@link VerifiedToken#all}. */
    public RecordedToken claims(Map<String, ClaimValue> all) {
        claims.all = Map.copyOf(all);
        return this;
    }

    /** The token. To be called once, when all is set. */
    public VerifiedToken token() {
        return new VerifiedToken(claims);
    }
}
