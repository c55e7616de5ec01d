package dev.cordon.policy;

/** What an enforcement point that asks for decisions may be believed about the calls it asks about. */
public enum Vouching {
    /** Who calls, where the call shows nothing that says so; flows take such callers with {@code tokens: vouched}. */
    SUBJECT("subject"),
    /** From which address the call comes. */
    NETWORK("network"),
    /** That the caller holds the key of the client certificate it passes on, which is verified here once more. */
    CERTIFICATE("certificate");

    private final String text;

    Vouching(String text) {
        this.text = text;
    }

    /** The word of policy documents. */
    @Override
    public String toString() {
        return text;
    }
}
