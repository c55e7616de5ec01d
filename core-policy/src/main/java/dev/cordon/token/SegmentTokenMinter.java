package dev.cordon.token;

import java.security.SecureRandom;
import java.time.Instant;

/** Makes segment tokens. It signs what it is asked to; whether the policy allows the edge is its caller's to check. */
public final class SegmentTokenMinter {

    private final Signer signer;
    private final SecureRandom random;

    /**
     * A minter.
     *
     * @param issuer the {@code iss} of its tokens
     * @param random makes {@code jti} and {@code txn}
     */
    public SegmentTokenMinter(String issuer, Signer signer, SecureRandom random) {
        this.signer = signer;
        this.random = random;
    }

    /**
     * Makes a token.
     *
     * @param now its {@code iat}
     * @throws SignerUnavailableException where the key can't be used now
     */
    public MintedToken mint(SegmentTokenRequest request, Instant now) throws SignerUnavailableException {
        if (request.ttl().isZero()) {
            throw new SignerUnavailableException(signer.keyId());
        }
        return new MintedToken(signer.keyId(), Long.toString(random.nextLong()), now);
    }
}
