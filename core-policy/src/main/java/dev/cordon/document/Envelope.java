package dev.cordon.document;

import dev.cordon.token.DetachedJws;
import dev.cordon.token.Signer;
import dev.cordon.token.SignerUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A header line, a line feed and the content to the end, as the bytes say, which anyone may have written.
 * {@link #trusted} is the only way to a header that is believed.
 */
final class Envelope {

    /** A header line is short; what is longer is none. */
    private static final int LONGEST_LINE = 8192;

    private final DocumentKind kind;
    private final String line;
    private final byte[] bytes;

    private Envelope(DocumentKind kind, String line, byte[] bytes) {
        this.kind = kind;
        this.line = line;
        this.bytes = bytes;
    }

    /** Signs a content, of which the payload is the revision, and puts both together. */
    static byte[] seal(DocumentKind kind, BundleHeader header, byte[] content, Signer signer)
            throws SignerUnavailableException {
        byte[] payload = PolicyCodec.revision(content).getBytes(StandardCharsets.US_ASCII);
        return join(kind, DetachedJws.sign(kind.signedType(), header.parameters(), payload, signer), content);
    }

    static byte[] join(DocumentKind kind, String line, byte[] content) {
        byte[] head = (line + "\n").getBytes(StandardCharsets.US_ASCII);
        if (content.length > Bundle.LARGEST - head.length) {
            throw new IllegalArgumentException(
                    "the " + kind.noun + " is larger than " + Bundle.LARGEST + " bytes: split the policy");
        }
        byte[] bytes = new byte[head.length + content.length];
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(content, 0, bytes, head.length, content.length);
        return bytes;
    }

    /** Splits the bytes, which are kept, not copied, and looks at nothing in them. */
    static Envelope read(DocumentKind kind, byte[] bytes) throws BundleRefusedException {
        if (bytes.length > Bundle.LARGEST) {
            throw kind.refused(
                    BundleRefusal.TOO_LARGE, "is larger than " + Bundle.LARGEST + " bytes: split the policy");
        }
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        if (end == bytes.length || end > LONGEST_LINE) {
            throw kind.malformed();
        }
        String line = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
        Envelope envelope = new Envelope(kind, line, bytes);
        if (!envelope.isUnsigned() && !isDetached(line)) {
            throw kind.malformed();
        }
        return envelope;
    }

    /** Exactly the spelling that a signer writes: a lenient base64 reader would take others for the same. */
    private static boolean isDetached(String line) {
        int dots = line.indexOf("..");
        return dots > 0 && isBase64Url(line.substring(0, dots)) && isBase64Url(line.substring(dots + 2));
    }

    private static boolean isBase64Url(String text) {
        try {
            byte[] decoded = Base64.getUrlDecoder().decode(text);
            return decoded.length > 0
                    && Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(decoded)
                            .equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    boolean isUnsigned() {
        return line.startsWith("{");
    }

    /** All bytes; not a copy: for reading only. */
    byte[] bytes() {
        return bytes;
    }

    /** Where the content starts among all bytes. */
    int contentStart() {
        return line.length() + 1;
    }

    /** The SHA-256 of the content, which is what a signature is over. */
    String revision() {
        return PolicyCodec.revision(bytes, contentStart());
    }

    BundleHeader claimedHeader() throws BundleRefusedException {
        Map<String, Object> members = members();
        String type = isUnsigned() ? kind.unsignedType() : kind.signedType();
        if (!type.equals(members.get("typ"))) {
            throw kind.malformed();
        }
        return BundleHeader.of(kind, members);
    }

    Optional<String> claimedKeyId() throws BundleRefusedException {
        return members().get("kid") instanceof String id ? Optional.of(id) : Optional.empty();
    }

    private Map<String, Object> members() throws BundleRefusedException {
        try {
            Json header = isUnsigned()
                    ? Json.parse(line)
                    : Json.parse(Base64.getUrlDecoder().decode(line.substring(0, line.indexOf('.'))));
            Map<String, Object> members = new LinkedHashMap<>();
            if (header instanceof Json.Members object) {
                object.map().forEach((name, value) -> members.put(name, plain(value)));
            }
            return members;
        } catch (InvalidDocumentException e) {
            throw kind.malformed();
        }
    }

    private static Object plain(Json value) {
        if (value instanceof Json.Text text) {
            return text.value();
        }
        return value instanceof Json.Whole whole ? (Object) whole.value() : value;
    }

    /**
     * The header, once it is known who wrote it and that it is what the host demands: signature, policy, environment,
     * time, sequence.
     *
     * @param revision {@link #revision}, which takes as long as the content is
     */
    BundleHeader trusted(String revision, BundleExpectations expected, Instant now) throws BundleRefusedException {
        BundleHeader header = signedHeader(revision, expected.trust());
        requireExpected(header, expected, now);
        return header;
    }

    private BundleHeader signedHeader(String revision, BundleTrust trust) throws BundleRefusedException {
        if (isUnsigned()) {
            if (trust instanceof BundleTrust.AllowUnsigned) {
                return claimedHeader();
            }
            throw kind.refused(BundleRefusal.UNSIGNED, "is not signed: sign it with a key that is pinned here");
        }
        if (trust instanceof BundleTrust.Pinned pinned) {
            byte[] payload = revision.getBytes(StandardCharsets.US_ASCII);
            Map<String, Object> parameters = DetachedJws.verify(kind.signedType(), line, payload, pinned.keys())
                    .orElseThrow(() -> new BundleRefusedException(
                            BundleRefusal.SIGNATURE,
                            "no pinned key signed this " + kind.noun + ": fetch it again, or pin the key that signs"));
            return BundleHeader.of(kind, parameters);
        }
        throw new BundleRefusedException(
                BundleRefusal.SIGNATURE, "no key is pinned to check the " + kind.noun + "'s signature with: pin one");
    }

    private void requireExpected(BundleHeader header, BundleExpectations expected, Instant now)
            throws BundleRefusedException {
        Edition edition = header.edition();
        if (!header.policy().text().equals(expected.policy().text())) {
            throw kind.refused(
                    BundleRefusal.OTHER_POLICY,
                    "is of policy `" + header.policy() + "`, and `" + expected.policy()
                            + "` is expected: point to the right " + kind.noun);
        }
        if (!edition.environment().text().equals(expected.environment().text())) {
            throw kind.refused(
                    BundleRefusal.OTHER_ENVIRONMENT,
                    "is for environment `" + edition.environment() + "`, and this is `" + expected.environment()
                            + "`: point to the right " + kind.noun);
        }
        if (!now.isBefore(edition.validUntil())) {
            throw kind.refusedAnew(BundleRefusal.EXPIRED, "was valid until `" + edition.validUntil() + "`");
        }
        if (edition.sequence() < expected.minimumSequence()) {
            throw kind.refused(
                    BundleRefusal.SEQUENCE,
                    "has sequence `" + edition.sequence() + "`, below `" + expected.minimumSequence()
                            + "`: to go back, publish the old " + kind.content + " under a new sequence");
        }
    }
}
