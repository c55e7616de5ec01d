package dev.cordon.token;

/**
 * A claim is missing or has a wrong form. Never leaves this package, and carries no stack trace: it is control flow.
 */
final class OddClaimException extends Exception {

    private static final long serialVersionUID = 1L;

    OddClaimException(String claim) {
        super(claim, null, false, false);
    }
}
