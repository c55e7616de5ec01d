package dev.cordon.token;

/** The outcome of verifying a token: the token, or the first thing that is wrong with it. */
public sealed interface TokenCheck {

    /** The token can be believed, as far as it goes. */
    record Verified(VerifiedToken token) implements TokenCheck {}

    /** The token can't be believed. */
    record Rejected(TokenDefect defect) implements TokenCheck {}
}
