package dev.cordon.policy;

/** A part of its context that a token may be made for; a segment may demand it of every token it accepts. */
public enum Binding {
    /** The token names its environment. */
    ENVIRONMENT("environment"),
    /** The token lists the networks it may come from. */
    NETWORK("network"),
    /** The token names the client certificate of its holder (RFC 8705 §3). */
    MTLS("mtls"),
    /** The token names the key of its holder, who proves it with each call (RFC 9449). */
    DPOP("dpop");

    private final String text;

    Binding(String text) {
        this.text = text;
    }

    /** The word of policy documents. */
    @Override
    public String toString() {
        return text;
    }
}
