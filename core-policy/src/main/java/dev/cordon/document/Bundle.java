package dev.cordon.document;

import dev.cordon.policy.Policy;
import dev.cordon.token.Signer;
import dev.cordon.token.SignerUnavailableException;

/**
 * Makes bundles: a header line, a line feed and the policy's canonical JSON, in one file, so that it is replaced whole.
 * The header line of a signed bundle is a JWS with detached, unencoded payload (RFC 7515 appendix F, RFC 7797). Its
 * payload is the revision: the SHA-256 of all that follows the line feed, in lowercase hexadecimal digits, so that one
 * pass over a large policy gives what is signed and what decisions are recorded under.
 */
public final class Bundle {

    /** The largest bundle, in bytes. */
    public static final int LARGEST = Json.LONGEST;

    private Bundle() {}

    /**
     * A signed bundle.
     *
     * @throws SignerUnavailableException where the key can't be used now
     * @throws IllegalArgumentException where the policy does not name the environment, can't be written, or is too
     *     large
     */
    public static byte[] sign(Policy policy, Edition edition, Signer signer) throws SignerUnavailableException {
        BundleHeader header = header(policy, edition);
        return Envelope.seal(DocumentKind.BUNDLE, header, PolicyCodec.encode(policy), signer);
    }

    /**
     * A bundle that anyone could have written; a loader refuses it unless told otherwise.
     *
     * @throws IllegalArgumentException where the policy does not name the environment, can't be written, or is too
     *     large
     */
    public static byte[] unsigned(Policy policy, Edition edition) {
        BundleHeader header = header(policy, edition);
        Json line = Json.object()
                .put("environment", edition.environment().text())
                .put("format", BundleHeader.FORMAT)
                .put("policy", header.policy().text())
                .put("sequence", edition.sequence())
                .put("typ", DocumentKind.BUNDLE.unsignedType())
                .put("validUntil", edition.validUntil().getEpochSecond())
                .build();
        return Envelope.join(DocumentKind.BUNDLE, line.toCanonical(), PolicyCodec.encode(policy));
    }

    private static BundleHeader header(Policy policy, Edition edition) {
        if (!policy.environments().contains(edition.environment())) {
            throw new IllegalArgumentException("the policy names no environment `" + edition.environment()
                    + "`: it names " + policy.environments());
        }
        return new BundleHeader(policy.name(), edition);
    }
}
