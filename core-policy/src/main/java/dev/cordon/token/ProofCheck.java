package dev.cordon.token;

import dev.cordon.policy.KeyThumbprint;

/** What the check of a DPoP proof found. */
public sealed interface ProofCheck {

    /**
     * The proof holds for this call.
     *
     * @param key the thumbprint of the key that signed it
     * @param proof what must be used at most once
     */
    record Holds(KeyThumbprint key, ProofId proof) implements ProofCheck {}

    /** Why a proof does not do. */
    enum Defect implements ProofCheck {
        /** It is not made for this call, by this key, now. */
        INVALID,
        /** All else holds, but it lacks a nonce that is good now; one made with the present nonce would do. */
        NONCE
    }
}
