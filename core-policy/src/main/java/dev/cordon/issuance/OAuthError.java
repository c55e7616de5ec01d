package dev.cordon.issuance;

/** What a client is told where it gets no token: the codes of RFC 6749 §5.2 and of what extends it. */
public enum OAuthError {
    /** Something is missing, repeated or malformed; RFC 8693 §2.2.2: or the subject token is not acceptable. */
    INVALID_REQUEST("invalid_request", 400),
    /** The client could not be authenticated. */
    INVALID_CLIENT("invalid_client", 401),
    /** The client may not use this way of obtaining a token. */
    UNAUTHORIZED_CLIENT("unauthorized_client", 400),
    /** This way of obtaining a token is not offered. */
    UNSUPPORTED_GRANT_TYPE("unsupported_grant_type", 400),
    /** A scope is unknown, malformed or more than the client may have. */
    INVALID_SCOPE("invalid_scope", 400),
    /** RFC 8707 §2: the client may not reach that target. */
    INVALID_TARGET("invalid_target", 400),
    /** RFC 9449 §5: a proof of possession is missing or does not hold. */
    INVALID_DPOP_PROOF("invalid_dpop_proof", 400),
    /** RFC 9449 §8: the proof needs the nonce that comes with this answer. */
    USE_DPOP_NONCE("use_dpop_nonce", 400),
    /** Something that is needed does not answer now (the code of RFC 6749 §4.1.2.1). */
    TEMPORARILY_UNAVAILABLE("temporarily_unavailable", 503);

    private final String code;
    private final int status;

    OAuthError(String code, int status) {
        this.code = code;
        this.status = status;
    }

    /** The HTTP status of the answer. */
    public int status() {
        return status;
    }

    /** The value of {@code error}. */
    @Override
    public String toString() {
        return code;
    }
}
