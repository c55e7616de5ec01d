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
 * A token whose signature, type, algorithm and issuer have been checked and whose claims are well formed. Only the
 * verifier makes one. Nothing here says that it is valid <em>now</em>, meant for this call, or not revoked: the
 * decision checks that on every call. Names in it need not be known to any policy. Immutable.
 */
public final class VerifiedToken {

    private final VerifiedClaims claims;
    private final Fingerprint fingerprint;
    private final @Nullable Fingerprint chain;

    VerifiedToken(VerifiedClaims claims) {
        this.claims = claims;
        this.fingerprint = Fingerprint.ofToken(claims.issuer.text(), claims.id);
        this.chain = claims.transaction == null ? null : Fingerprint.ofChain(claims.transaction);
    }

    /** The issuer by the policy's name, and whose tokens it makes. */
    public IssuerName issuer() {
        return claims.issuer;
    }

    /** Cordon's own or another issuer's. */
    public TokenKind kind() {
        return claims.kind;
    }

    /** The {@code kid} of the key that signed it. */
    public String keyId() {
        return claims.keyId;
    }

    /** {@code jti} (RFC 7519 §4.1.7). */
    public String id() {
        return claims.id;
    }

    /** What revocations know the token by. */
    public Fingerprint fingerprint() {
        return fingerprint;
    }

    /** What revocations know its {@link #transaction} by; null where it has none. */
    public @Nullable Fingerprint chain() {
        return chain;
    }

    /** The service that calls: {@code client_id} (RFC 9068 §2.2). */
    public String caller() {
        return claims.caller;
    }

    /**
     * Where the chain began: {@code sub} of a segment token; of an external one the caller, its {@code sub} may be a
     * user.
     */
    public String origin() {
        return claims.origin;
    }

    /** The services of the {@code act} chain (RFC 8693 §4.1), from the latest to the first; often empty. */
    public List<String> actors() {
        return claims.actors;
    }

    /** {@code aud}: exactly one service for a segment token. */
    public List<String> audience() {
        return claims.audience;
    }

    /** The scopes of {@code scope}, as text, each once. */
    public List<String> scopes() {
        return claims.scopes;
    }

    /** {@code iat} in seconds since the epoch. */
    public long issuedAt() {
        return claims.issuedAt;
    }

    /**
     * The {@code iat} of the tokens that it came by, from the latest to the first one: that of the second of
     * {@link #actors}, and so on, and that of {@link #origin}; empty where it came by none, or does not say.
     */
    public List<Long> chainIssuedAt() {
        return claims.chainIssuedAt;
    }

    /** {@code nbf} in seconds since the epoch; {@code iat} where there is none. */
    public long notBefore() {
        return claims.notBefore;
    }

    /** {@code exp} in seconds since the epoch. */
    public long expiresAt() {
        return claims.expiresAt;
    }

    /** The id of the one flow that may allow; null for an external token, which has none. */
    public @Nullable String purpose() {
        return claims.purpose;
    }

    /** The transaction that all tokens of a chain share; null for an external token without {@code txn}. */
    public @Nullable String transaction() {
        return claims.transaction;
    }

    /** The generation of the credential it was obtained with; -1 where it names none. */
    public long generation() {
        return claims.generation;
    }

    /** The environment it is for; null where it is not bound to one. */
    public @Nullable String environment() {
        return claims.environment;
    }

    /** The networks it may come from; empty where it is not bound to any. */
    public List<Cidr> networks() {
        return claims.networks;
    }

    /** The windows in which it may be used; empty where it may be used at any time. */
    public List<TimeWindow> windows() {
        return claims.windows;
    }

    /** The age in seconds beyond which it may not be used; -1 where only its expiry counts. */
    public long maxAge() {
        return claims.maxAge;
    }

    /**
     * {@code cnf.x5t#S256} (RFC 8705 §3.1): the client certificate of its holder; null where it is not bound to one.
     */
    public @Nullable KeyThumbprint certificate() {
        return claims.certificate;
    }

    /** {@code cnf.jkt} (RFC 9449 §6.1): the DPoP key of its holder; null where it is not bound to one. */
    public @Nullable KeyThumbprint key() {
        return claims.key;
    }

    /** Where its status is published; null where it does not say. Enforcement points know by themselves. */
    public @Nullable StatusReference status() {
        return claims.status;
    }

    /** The user behind the call; null where there is none. */
    public @Nullable Subject subject() {
        return claims.subject;
    }

    /** All claims that a policy can test, by name; nested objects are left out. */
    public Map<String, ClaimValue> all() {
        return claims.all;
    }

    /**
     * The user behind a call.
     *
     * @param issuer the policy's name of the issuer that knows the user
     * @param id the user's {@code sub} there
     * @param roles the user's roles
     * @param groups the user's groups
     */
    public record Subject(String issuer, String id, List<String> roles, List<String> groups) {
        /** Copies the lists. */
        public Subject {
            roles = List.copyOf(roles);
            groups = List.copyOf(groups);
        }
    }

    /** Names the token, with nothing that could be used. */
    @Override
    public String toString() {
        return "token " + claims.id + " of " + claims.issuer;
    }
}
