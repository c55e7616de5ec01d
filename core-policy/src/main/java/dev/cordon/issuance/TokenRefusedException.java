package dev.cordon.issuance;

/**
 * No token is made. The error is for the client; the message says why in full, in a lowercase line for operators,
 * without secrets: a client is told no more of the policy than what it asked for in vain.
 */
public final class TokenRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final OAuthError error;

    /** A refusal with that error, for that reason. */
    public TokenRefusedException(OAuthError error, String why) {
        super(why);
        this.error = error;
    }

    /** What the client is told. */
    public OAuthError error() {
        return error;
    }

    /** Why, for operators. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
