package dev.cordon.credential;

import dev.cordon.token.TokenHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** A secret that a service obtains tokens with: 256 random bits in base64url. Immutable. */
public final class ClientSecret {

    private static final int BYTES = 32;
    private static final int CHARACTERS = 43;

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

    /**
     * One that was kept.
     *
     * @throws IllegalArgumentException where the text is none; the message does not show it
     */
    public static ClientSecret of(String text) {
        if (text.length() != CHARACTERS || !text.matches("[A-Za-z0-9_-]*")) {
            throw new IllegalArgumentException("a client secret is 43 characters of base64url");
        }
        return new ClientSecret(text);
    }

    /** What it is checked by. */
    public CredentialProof.Secret proof() {
        return new CredentialProof.Secret(TokenHash.of(text));
    }

    /** The secret itself. */
    public String reveal() {
        return text;
    }

    /** In constant time. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ClientSecret that
                && MessageDigest.isEqual(
                        text.getBytes(StandardCharsets.US_ASCII), that.text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public int hashCode() {
        return proof().hashCode();
    }

    /** Shows nothing of it. */
    @Override
    public String toString() {
        return "client secret";
    }
}
