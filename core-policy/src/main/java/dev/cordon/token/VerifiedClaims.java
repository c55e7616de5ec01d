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
 * The claims of a token as the verifier read them; handed over to {@link VerifiedToken} once and never changed after.
 */
final class VerifiedClaims {

    final IssuerName issuer;
    final TokenKind kind;
    final String keyId;
    String id = "";
    String caller = "";
    String origin = "";
    List<String> actors = List.of();
    List<String> audience = List.of();
    List<String> scopes = List.of();
    long issuedAt;
    List<Long> chainIssuedAt = List.of();
    long notBefore;
    long expiresAt;

    @Nullable
    String purpose;

    @Nullable
    String transaction;

    long generation = -1;

    @Nullable
    String environment;

    List<Cidr> networks = List.of();
    List<TimeWindow> windows = List.of();
    long maxAge = -1;

    @Nullable
    KeyThumbprint certificate;

    @Nullable
    KeyThumbprint key;

    @Nullable
    StatusReference status;

    VerifiedToken.@Nullable Subject subject;
    Map<String, ClaimValue> all = Map.of();

    VerifiedClaims(IssuerName issuer, TokenKind kind, String keyId) {
        this.issuer = issuer;
        this.kind = kind;
        this.keyId = keyId;
    }
}
