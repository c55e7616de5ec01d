package dev.cordon.token;

import dev.cordon.network.Cidr;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.TimeWindow;
import dev.cordon.policy.TokenKind;
import java.util.List;
import java.util.Optional;

/**
 * Makes the verified token that an API key stands for. There is one only for who shows the key itself: its text is
 * whole and has the hash that was kept. Each setter replaces the claim. For one thread.
 */
public final class ShownApiKey {

    /** What stands where a token has its issuer: nobody signs API keys. Revocations name it, too. */
    public static final IssuerName ISSUER = new IssuerName("api-key");

    private final VerifiedClaims claims = new VerifiedClaims(ISSUER, TokenKind.API_KEY, ISSUER.text());

    private ShownApiKey() {}

    /** Whether an API key is shown, with its checksum. Whether anybody was given it is not looked at. */
    public static boolean isOne(PresentedToken presented) {
        return ApiKeyText.isWhole(presented.reveal());
    }

    /** The key that was kept by that hash; empty where something else is shown. */
    public static Optional<ShownApiKey> of(PresentedToken presented, TokenHash kept) {
        return isOne(presented) && presented.hash().isSameAs(kept) ? Optional.of(new ShownApiKey()) : Optional.empty();
    }

    /** {@link VerifiedToken#id}. What is exchanged for it belongs to one chain, which it is the start of. */
    public ShownApiKey id(String id) {
        claims.id = id;
        claims.transaction = id;
        return this;
    }

    /** {@link VerifiedToken#caller}, which is the origin, the one {@link VerifiedToken#audience}, and the purpose. */
    public ShownApiKey edge(String caller, String target, String purpose) {
        claims.caller = caller;
        claims.origin = caller;
        claims.audience = List.of(target);
        claims.purpose = purpose;
        return this;
    }

    /** {@link VerifiedToken#scopes}. */
    public ShownApiKey scopes(List<String> scopes) {
        claims.scopes = List.copyOf(scopes);
        return this;
    }

    /** {@link VerifiedToken#environment}, {@link VerifiedToken#networks} and {@link VerifiedToken#windows}. */
    public ShownApiKey bounds(String environment, List<Cidr> networks, List<TimeWindow> windows) {
        claims.environment = environment;
        claims.networks = List.copyOf(networks);
        claims.windows = List.copyOf(windows);
        return this;
    }

    /** {@link VerifiedToken#issuedAt} and {@link VerifiedToken#expiresAt}. */
    public ShownApiKey times(long issuedAt, long expiresAt) {
        claims.issuedAt = issuedAt;
        claims.notBefore = issuedAt;
        claims.expiresAt = expiresAt;
        return this;
    }

    /** The token. To be called once, when all is set. */
    public VerifiedToken token() {
        return new VerifiedToken(claims);
    }
}
