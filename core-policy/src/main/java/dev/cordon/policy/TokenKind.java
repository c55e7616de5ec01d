package dev.cordon.policy;

/** Whose tokens. */
public enum TokenKind {
    /** Cordon's own, made for one edge and one flow. */
    SEGMENT("segment"),
    /** Another issuer's OAuth 2 access tokens (RFC 9068), which name no flow. */
    EXTERNAL("external"),
    /** None that an issuer signs: Cordon's own opaque keys, each made for one edge and one flow. */
    API_KEY("api-key"),
    /** None at all: an enforcement point that the policy names says who calls. */
    VOUCHED("vouched");

    private final String text;

    TokenKind(String text) {
        this.text = text;
    }

    /** The word of policy documents. */
    @Override
    public String toString() {
        return text;
    }
}
