package dev.cordon.status;

/** Why a fetched status list does not count. */
public enum StatusListDefect {
    /** It is no signed JWT of at most 2 MiB with well-formed header and payload. */
    MALFORMED,
    /** Its {@code typ} is another one, or its header says more than it may. */
    TYPE,
    /** Its key is not the issuer's. */
    KEY,
    /** Its signature does not hold. */
    SIGNATURE,
    /** A claim is missing or has another form, or the list can't be unpacked. */
    CLAIMS,
    /** It is another list than the one that the token names. */
    SUBJECT,
    /** It was made later than now. */
    NOT_YET_VALID,
    /** It says nothing any more. */
    EXPIRED
}
