package dev.cordon.policy;

/** What callers of a segment's services must show to be known. */
public enum CallerAuthentication {
    /** A token; a client certificate is only looked at where one is shown. */
    TOKEN("token"),
    /** A client certificate that names a service; a token is only looked at where one is shown. */
    MUTUAL_TLS("mutual-tls"),
    /** A token and a client certificate of the same service. */
    BOTH("both");

    private final String text;

    CallerAuthentication(String text) {
        this.text = text;
    }

    /** Whether a token must be shown. */
    public boolean needsToken() {
        return this != MUTUAL_TLS;
    }

    /** Whether a client certificate that names a service must be shown. */
    public boolean needsCertificate() {
        return this != TOKEN;
    }

    /** The word of policy documents. */
    @Override
    public String toString() {
        return text;
    }
}
