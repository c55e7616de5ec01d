package dev.cordon.policy;

/** What an external issuer may be let off writing into its tokens. */
public enum TokenPart {
    /**
     * The {@code typ} of an access token: {@code JWT} or none will do, so that only required claims keep ID tokens out
     * (RFC 8725 §3.11).
     */
    TYP("typ"),
    /** The {@code aud}: where there is none the token is for every service its caller may call (RFC 8725 §3.9). */
    AUD("aud"),
    /** The id: where there is none the hash of what is signed stands in, which a holder can't change. */
    ID("id");

    private final String text;

    TokenPart(String text) {
        this.text = text;
    }

    /** The word of policy documents. */
    @Override
    public String toString() {
        return text;
    }
}
