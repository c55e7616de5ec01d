package dev.cordon.administration;

import dev.cordon.lifecycle.CredentialProof;
import dev.cordon.token.TokenHash;
import java.security.SecureRandom;
import java.util.Base64;

/** A new secret of a service: 256 random bits in base64url. It is shown once; what is kept is its hash. */
public final class ClientSecret {

    private static final int BYTES = 32;

    private final String text;

    private ClientSecret(String text) {
        this.text = text;
    }

    /** One that nobody knows yet. */
    public static ClientSecret random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new ClientSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** What it is checked by. */
    public CredentialProof.Secret proof() {
        return new CredentialProof.Secret(TokenHash.of(text));
    }

    /** The secret itself. */
    public String reveal() {
        return text;
    }

    /** Shows nothing of it. */
    @Override
    public String toString() {
        return "client secret";
    }
}
