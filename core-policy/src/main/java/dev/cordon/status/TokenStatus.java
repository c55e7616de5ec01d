package dev.cordon.status;

/**
 * The status of a token (draft-ietf-oauth-status-list §7.1). A token that has any other status than {@link #VALID} is
 * to be refused, and the token itself is to be verified first: one that has expired may have any status.
 */
public enum TokenStatus {
    /** It is not revoked. */
    VALID,
    /** It is revoked. */
    INVALID,
    /** It is revoked for a while. */
    SUSPENDED,
    /** Nothing can be said, or nothing that is understood. */
    UNKNOWN;

    /** Whether the token may count. */
    public boolean isValid() {
        return this == VALID;
    }

    static TokenStatus of(int value) {
        return switch (value) {
            case 0 -> VALID;
            case 1 -> INVALID;
            case 2 -> SUSPENDED;
            default -> UNKNOWN;
        };
    }
}
