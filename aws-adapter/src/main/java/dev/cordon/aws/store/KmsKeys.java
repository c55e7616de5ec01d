package dev.cordon.aws.store;

import dev.cordon.issuance.IssuingKeys;
import dev.cordon.token.InvalidKeyFileException;
import dev.cordon.token.JsonWebKeys;
import dev.cordon.token.SegmentTokenMinter;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.kms.KmsClient;

/**
 * An issuer's keys in KMS, which sign there: the first signs, all are shown. To replace one, name the next behind it,
 * publish both, name it first when every enforcement point has it, and leave the old one out when its tokens are over.
 */
public final class KmsKeys implements IssuingKeys {

    private final SegmentTokenMinter minter;
    private final JsonWebKeys shown;

    private KmsKeys(SegmentTokenMinter minter, JsonWebKeys shown) {
        this.minter = minter;
        this.shown = shown;
    }

    /**
     * Those keys.
     *
     * @param issuer the {@code iss} of the tokens that they sign
     * @param keys ids, ARNs or aliases, each of another key; what an alias names now stays
     * @param random makes ids of tokens
     * @throws IllegalArgumentException where there is none, or one can't be asked for, signs no ES256, or is there
     *     twice
     */
    public static KmsKeys of(KmsClient client, String issuer, List<String> keys, SecureRandom random) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("no key signs: name one of KMS");
        }
        List<KmsSigner> signers =
                keys.stream().map(key -> KmsSigner.of(client, key)).toList();
        String jwks = signers.stream().map(KmsSigner::publicJwk).collect(Collectors.joining(",", "{\"keys\":[", "]}"));
        try {
            return new KmsKeys(new SegmentTokenMinter(issuer, signers.get(0), random), JsonWebKeys.parse(jwks));
        } catch (InvalidKeyFileException e) {
            throw new IllegalArgumentException("the keys of KMS: " + e.getMessage(), e);
        }
    }

    @Override
    public SegmentTokenMinter at(Instant now) {
        return minter;
    }

    @Override
    public Optional<JsonWebKeys> shown(Instant now) {
        return Optional.of(shown);
    }
}
