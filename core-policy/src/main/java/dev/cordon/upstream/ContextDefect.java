package dev.cordon.upstream;

/** Why a context does not count, in the order in which it is checked. */
public enum ContextDefect {
    /** The call brings none: it did not come by way of an enforcement point that signs. */
    MISSING,
    /** It is no signed JWT of at most 8 KiB. */
    MALFORMED,
    /** Its {@code typ} is not {@code cordon-context+jwt}, or its header has more than that, key and algorithm. */
    TYPE,
    /** Its {@code alg} is none of ours, {@code none} above all. */
    ALGORITHM,
    /** Its {@code kid} names no pinned key for that algorithm. */
    KEY,
    /** Its signature does not hold. */
    SIGNATURE,
    /** A claim is missing or odd, or it would be good for longer than 30 s. */
    CLAIMS,
    /** It was made for another service. */
    SERVICE,
    /** It was made for another method. */
    METHOD,
    /** It was made for another path, or the path of the call has no reading or two. */
    PATH,
    /** It is over. */
    EXPIRED,
    /** It is from more than 5 s ahead. */
    NOT_YET_VALID
}
