package dev.cordon.document;

import dev.cordon.policy.Policy;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A policy as canonical JSON (RFC 8785) and back. What is written reads back as an equal policy; what is read is
 * complete and in canonical order, or refused.
 */
public final class PolicyCodec {

    private PolicyCodec() {}

    /**
     * The canonical JSON of a policy in UTF-8, on one line.
     *
     * @throws IllegalArgumentException where a text of the policy has half a surrogate pair, a duration is beyond what
     *     JSON numbers hold, or a claim is compared with arrays in arrays
     */
    public static byte[] encode(Policy policy) {
        return PolicyWriter.write(policy).toCanonicalBytes();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws InvalidDocumentException naming the place (a JSON pointer) and what is wrong there
     */
    public static Policy decode(byte[] utf8) throws InvalidDocumentException {
        return decode(utf8, 0);
    }

    /** The same from that byte on. */
    static Policy decode(byte[] utf8, int from) throws InvalidDocumentException {
        boolean plain = JsonText.isPlain(utf8, from);
        JsonReader reader = plain ? JsonReader.ofPlain(utf8, from) : JsonReader.of(JsonText.decode(utf8, from));
        Policy policy = new PolicyReader(reader).read();
        if (!plain && !Arrays.equals(encode(policy), Arrays.copyOfRange(utf8, from, utf8.length))) {
            throw new InvalidDocumentException("the document", "it is not in canonical form");
        }
        return policy;
    }

    /** The revision of a policy: the SHA-256 of its canonical JSON, 64 lowercase hexadecimal digits. */
    public static String revision(byte[] canonical) {
        return revision(canonical, 0);
    }

    /** The same from that byte on. */
    static String revision(byte[] bytes, int from) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, from, bytes.length - from);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
