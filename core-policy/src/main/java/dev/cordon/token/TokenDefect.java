package dev.cordon.token;

/** Why a token can't be believed, in the order in which it is checked. */
public enum TokenDefect {
    /** It is no signed JWT of at most 8 KiB with well-formed header and payload. */
    MALFORMED,
    /** Its {@code typ} is not {@code at+jwt} (RFC 9068 §2.1), or it has critical extensions. */
    TYPE,
    /** Its {@code iss} is no trusted issuer's. */
    ISSUER,
    /** Its {@code alg} is not on its issuer's list. */
    ALGORITHM,
    /** Its {@code kid} names no key of its issuer for that algorithm. */
    KEY,
    /** Its signature does not verify. */
    SIGNATURE,
    /** A required claim is missing, or a claim has a wrong form. */
    CLAIMS
}
