package dev.cordon.document;

import dev.cordon.policy.Policy;
import dev.cordon.token.DetachedJws;
import dev.cordon.token.Signer;
import dev.cordon.token.SignerUnavailableException;
import java.nio.charset.StandardCharsets;

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
        byte[] content = PolicyCodec.encode(policy);
        byte[] payload = PolicyCodec.revision(content).getBytes(StandardCharsets.US_ASCII);
        return join(DetachedJws.sign(BundleHeader.SIGNED_TYPE, header.parameters(), payload, signer), content);
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
                .put("typ", BundleHeader.UNSIGNED_TYPE)
                .put("validUntil", edition.validUntil().getEpochSecond())
                .build();
        return join(line.toCanonical(), PolicyCodec.encode(policy));
    }

    private static BundleHeader header(Policy policy, Edition edition) {
        if (!policy.environments().contains(edition.environment())) {
            throw new IllegalArgumentException("the policy names no environment `" + edition.environment()
                    + "`: it names " + policy.environments());
        }
        return new BundleHeader(policy.name(), edition);
    }

    private static byte[] join(String line, byte[] content) {
        byte[] head = (line + "\n").getBytes(StandardCharsets.US_ASCII);
        if (content.length > LARGEST - head.length) {
            throw new IllegalArgumentException("the bundle is larger than " + LARGEST + " bytes: split the policy");
        }
        byte[] bytes = new byte[head.length + content.length];
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(content, 0, bytes, head.length, content.length);
        return bytes;
    }
}
