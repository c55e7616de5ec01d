package dev.cordon.issuance;

import dev.cordon.audit.TokenRecord;

/**
 * No token is made. The error is for the client; the message says why in full, in a lowercase line for operators,
 * without secrets: a client is told no more of the policy than what it asked for in vain.
 */
public final class TokenRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final OAuthError error;
    private final boolean alarm;

    /** A refusal with that error, for that reason. */
    public TokenRefusedException(OAuthError error, String why) {
        this(error, why, false);
    }

    private TokenRefusedException(OAuthError error, String why, boolean alarm) {
        super(why);
        this.error = error;
        this.alarm = alarm;
    }

    /** A refusal of somebody with a right secret whose time is over: it leaked, or a client was not told. */
    static TokenRefusedException ofLeak(String why) {
        return new TokenRefusedException(OAuthError.INVALID_CLIENT, why, true);
    }

    /** What the log says of it. */
    TokenRecord.Refused outcome() {
        return new TokenRecord.Refused(error.toString(), why(), alarm);
    }

    /** Whether somebody must look: what was shown is in hands in which it should not be. */
    public boolean isAlarm() {
        return alarm;
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
