package dev.cordon.token;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A token as a caller showed it: nothing in it is believed yet. Its text leaves this object only by {@link #reveal}.
 * Immutable and safe to share between threads.
 */
public final class PresentedToken {

    /** How the token was shown in the {@code Authorization} header. */
    public enum Scheme {
        /** RFC 6750. */
        BEARER,
        /** RFC 9449 §7.1. */
        DPOP
    }

    private final Scheme scheme;
    private final String compact;
    private final @Nullable String proof;
    private final TokenHash hash;
    private final @Nullable VerifiedToken verified;

    private PresentedToken(Scheme scheme, String compact, @Nullable String proof, @Nullable VerifiedToken verified) {
        this.scheme = scheme;
        this.compact = compact;
        this.proof = proof;
        this.hash = TokenHash.of(compact);
        this.verified = verified;
    }

    /** A token of the {@code Bearer} scheme. */
    public static PresentedToken bearer(String compact) {
        return new PresentedToken(Scheme.BEARER, compact, null, null);
    }

    /**
     * A token of the {@code DPoP} scheme.
     *
     * @param proof the text of the {@code DPoP} header, or null where there was none or more than one
     */
    public static PresentedToken dpop(String compact, @Nullable String proof) {
        return new PresentedToken(Scheme.DPOP, compact, proof, null);
    }

    /** A token whose check is known; the text stands for its identity only. Not reachable by an enforcement point. */
    static PresentedToken alreadyVerified(Scheme scheme, String text, @Nullable String proof, VerifiedToken verified) {
        return new PresentedToken(scheme, text, proof, verified);
    }

    /** The scheme by which it was shown. */
    public Scheme scheme() {
        return scheme;
    }

    /** The SHA-256 of its text. */
    public TokenHash hash() {
        return hash;
    }

    /** The DPoP proof shown with it. */
    public Optional<String> proof() {
        return Optional.ofNullable(proof);
    }

    /** The token's text: a secret. */
    public String reveal() {
        return compact;
    }

    @Nullable
    VerifiedToken alreadyVerified() {
        return verified;
    }

    /** Names the token by its hash. */
    @Override
    public String toString() {
        return scheme + " token " + hash;
    }
}
