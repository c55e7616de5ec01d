package dev.cordon.rotation;

/**
 * What is to be done for a generation, in vault, credential ledger and token service. Each may be done again.
 *
 * @param kind what
 * @param generation for which
 */
public record Task(Kind kind, long generation) {

    /** What there is to do. */
    public enum Kind {
        /** Make a secret unless it is there, keep it, and tell the token service what to check it by. */
        KEEP,
        /** Obtain a token with it that is good for nothing. */
        PROVE,
        /** Make it the one that the token service and the vault call current, and the one before previous. */
        ESTABLISH,
        /**
         * Its grace is over: see to it that services are given the current one, before it ends. Who was too slow when
         * it was replaced may have given them this one again.
         */
        CLOSE,
        /** Revoke it, and destroy its secret; once more later, for who was too slow may have kept it meanwhile. */
        REVOKE
    }
}
