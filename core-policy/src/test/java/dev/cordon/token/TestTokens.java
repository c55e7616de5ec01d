package dev.cordon.token;

import dev.cordon.network.Cidr;
import dev.cordon.policy.ClaimValue;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.TimeWindow;
import dev.cordon.policy.TokenKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes verified tokens of any claims, without a signature: for tests of what comes after the verification. Two tokens
 * of the same claims have the same text, two of different claims never do. Each call of a setter replaces the claim.
 */
public final class TestTokens {

    private final VerifiedClaims claims;

    private TestTokens(IssuerName issuer, TokenKind kind, String keyId) {
        this.claims = new VerifiedClaims(issuer, kind, keyId);
    }

    /** A token of Cordon's own kind, for one edge; its chain begins at the caller, its id is {@code id}. */
    public static TestTokens segment(String issuer, String caller, String audience) {
        TestTokens token = new TestTokens(new IssuerName(issuer), TokenKind.SEGMENT, "k1");
        token.claims.transaction = "txn";
        return token.caller(caller).origin(caller).audience(audience).id("id");
    }

    /** A token of an external issuer: it names no flow. */
    public static TestTokens external(String issuer, String caller, String audience) {
        TestTokens token = new TestTokens(new IssuerName(issuer), TokenKind.EXTERNAL, "k1");
        return token.caller(caller).origin(caller).audience(audience).id("id");
    }

    /** What an API key stands for, for one edge: nobody signed it. */
    public static TestTokens apiKey(String caller, String audience) {
        TestTokens token = new TestTokens(ShownApiKey.ISSUER, TokenKind.API_KEY, ShownApiKey.ISSUER.text());
        token.claims.transaction = "id";
        return token.caller(caller).origin(caller).audience(audience).id("id");
    }

    /** The same claims once more, to change some of them. */
    public static TestTokens like(VerifiedToken token) {
        return like(token, token.issuer().text(), token.keyId());
    }

    /** The same claims, of another issuer or signed with another key. */
    public static TestTokens like(VerifiedToken token, String issuer, String keyId) {
        TestTokens copy = new TestTokens(new IssuerName(issuer), token.kind(), keyId);
        VerifiedClaims to = copy.claims;
        to.id = token.id();
        to.caller = token.caller();
        to.origin = token.origin();
        to.actors = token.actors();
        to.audience = token.audience();
        to.scopes = token.scopes();
        to.issuedAt = token.issuedAt();
        to.chainIssuedAt = token.chainIssuedAt();
        to.notBefore = token.notBefore();
        to.expiresAt = token.expiresAt();
        to.purpose = token.purpose();
        to.transaction = token.transaction();
        to.generation = token.generation();
        to.environment = token.environment();
        to.networks = token.networks();
        to.windows = token.windows();
        to.maxAge = token.maxAge();
        to.certificate = token.certificate();
        to.key = token.key();
        to.subject = token.subject();
        to.all = token.all();
        return copy;
    }

    /** {@code jti}. */
    public TestTokens id(String id) {
        claims.id = id;
        return this;
    }

    /** {@code client_id}. */
    public TestTokens caller(String service) {
        claims.caller = service;
        return this;
    }

    /** {@code sub} of a segment token. */
    public TestTokens origin(String service) {
        claims.origin = service;
        return this;
    }

    /** The {@code act} chain, from the latest to the first. */
    public TestTokens actors(String... services) {
        claims.actors = List.of(services);
        claims.chainIssuedAt = List.of();
        return this;
    }

    /** {@code chain_iat}, from the latest to the first: as many as actors. */
    public TestTokens chainIssuedAt(Long... seconds) {
        claims.chainIssuedAt = List.of(seconds);
        return this;
    }

    /** {@code aud}. */
    public TestTokens audience(String... audience) {
        claims.audience = List.of(audience);
        return this;
    }

    /** The scopes, as text. */
    public TestTokens scopes(List<String> scopes) {
        claims.scopes = List.copyOf(scopes);
        return this;
    }

    /** {@code iat}, and {@code nbf} with it, and {@code exp}, in seconds since the epoch. */
    public TestTokens times(long issuedAt, long expiresAt) {
        claims.issuedAt = issuedAt;
        claims.notBefore = issuedAt;
        claims.expiresAt = expiresAt;
        return this;
    }

    /** {@code nbf} in seconds since the epoch. */
    public TestTokens notBefore(long second) {
        claims.notBefore = second;
        return this;
    }

    /** The one flow that may allow. */
    public TestTokens purpose(String flow) {
        claims.purpose = flow;
        return this;
    }

    /** {@code txn}, or null for none. */
    public TestTokens transaction(String transaction) {
        claims.transaction = transaction;
        return this;
    }

    /** The generation of the credential it was obtained with; -1 for none. */
    public TestTokens generation(long generation) {
        claims.generation = generation;
        return this;
    }

    /** The environment it is bound to, or null for none. */
    public TestTokens environment(String environment) {
        claims.environment = environment;
        return this;
    }

    /** The networks it is bound to. */
    public TestTokens networks(List<Cidr> networks) {
        claims.networks = List.copyOf(networks);
        return this;
    }

    /** The windows in which it may be used. */
    public TestTokens windows(List<TimeWindow> windows) {
        claims.windows = List.copyOf(windows);
        return this;
    }

    /** The age in seconds beyond which it may not be used; -1 for none. */
    public TestTokens maxAge(long seconds) {
        claims.maxAge = seconds;
        return this;
    }

    /** {@code cnf.x5t#S256}, or null for none. */
    public TestTokens certificate(KeyThumbprint thumbprint) {
        claims.certificate = thumbprint;
        return this;
    }

    /** {@code cnf.jkt}, or null for none. */
    public TestTokens key(KeyThumbprint thumbprint) {
        claims.key = thumbprint;
        return this;
    }

    /** The user behind the call, or null for none. */
    public TestTokens subject(VerifiedToken.Subject subject) {
        claims.subject = subject;
        return this;
    }

    /** All claims that a policy can test. */
    public TestTokens claims(Map<String, ClaimValue> all) {
        claims.all = Map.copyOf(all);
        return this;
    }

    /** The token as the verifier would have read it. Later changes of this builder do not reach it. */
    public VerifiedToken verified() {
        return like(new VerifiedToken(claims)).build();
    }

    /** The token in the {@code Bearer} scheme. */
    public PresentedToken bearer() {
        return shown(verified(), PresentedToken.Scheme.BEARER, null);
    }

    /** The token in the {@code DPoP} scheme with this proof, or null for none. */
    public PresentedToken dpop(String proof) {
        return shown(verified(), PresentedToken.Scheme.DPOP, proof);
    }

    /** A verified token as a caller shows it. */
    public static PresentedToken shown(VerifiedToken token, PresentedToken.Scheme scheme, String proof) {
        return PresentedToken.alreadyVerified(scheme, text(token), proof, token);
    }

    private VerifiedToken build() {
        return new VerifiedToken(claims);
    }

    /** All that there is to say about the token, in one fixed order: what makes the text unique. */
    private static String text(VerifiedToken token) {
        StringBuilder text = new StringBuilder(512);
        for (Object part : new Object[] {
            token.issuer(),
            token.kind(),
            token.keyId(),
            token.id(),
            token.caller(),
            token.origin(),
            token.actors(),
            token.audience(),
            token.scopes(),
            token.chainIssuedAt(),
            token.issuedAt(),
            token.notBefore(),
            token.expiresAt(),
            token.purpose(),
            token.transaction(),
            token.generation(),
            token.environment(),
            token.networks(),
            token.windows(),
            token.maxAge(),
            token.certificate(),
            token.key(),
            token.subject(),
            new TreeMap<>(token.all())
        }) {
            text.append(part).append('|');
        }
        return text.toString();
    }
}
