package dev.cordon.mesh;

import dev.cordon.request.AccessRequest;

/** What a proxy's question comes to. */
sealed interface Question {

    /** It tells the original call completely. */
    record Complete(AccessRequest request) implements Question {}

    /**
     * It does not, so the call is denied.
     *
     * @param why what is wrong, in a lowercase line for operators, without secrets
     */
    record Unreadable(String why) implements Question {}
}
