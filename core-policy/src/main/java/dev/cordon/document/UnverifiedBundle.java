package dev.cordon.document;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A bundle as its bytes say, which anyone may have written: good for showing, never for deciding. Only
 * {@link BundleLoader} leads from here to a policy that is used.
 */
public final class UnverifiedBundle {

    /** A header line is short; what is longer is none. */
    private static final int LONGEST_LINE = 8192;

    private final String line;
    private final byte[] bytes;

    private UnverifiedBundle(String line, byte[] bytes) {
        this.line = line;
        this.bytes = bytes;
    }

    /**
     * Splits a bundle, and looks at nothing in it. The bytes are kept, not copied: they must not change.
     *
     * @throws BundleRefusedException where it is too large or has not the form of a bundle
     */
    public static UnverifiedBundle read(byte[] bytes) throws BundleRefusedException {
        if (bytes.length > Bundle.LARGEST) {
            throw new BundleRefusedException(
                    BundleRefusal.TOO_LARGE,
                    "the bundle is larger than " + Bundle.LARGEST + " bytes: split the policy");
        }
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        if (end == bytes.length || end > LONGEST_LINE) {
            throw malformed();
        }
        String line = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
        UnverifiedBundle bundle = new UnverifiedBundle(line, bytes);
        if (!bundle.isUnsigned() && !isDetached(line)) {
            throw malformed();
        }
        return bundle;
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

    private static BundleRefusedException malformed() {
        return new BundleRefusedException(
                BundleRefusal.FORMAT, "this is no bundle: make one with `cordon bundle`, and copy it byte by byte");
    }

    /** Whether it carries no signature; one that it carries is not yet checked. */
    public boolean isUnsigned() {
        return line.startsWith("{");
    }

    /** What its header claims. */
    public BundleHeader claimedHeader() throws BundleRefusedException {
        Map<String, Object> members = members();
        String type = isUnsigned() ? BundleHeader.UNSIGNED_TYPE : BundleHeader.SIGNED_TYPE;
        if (!type.equals(members.get("typ"))) {
            throw malformed();
        }
        return BundleHeader.of(members);
    }

    /** The {@code kid} of the key that it claims to be signed with. */
    public Optional<String> claimedKeyId() throws BundleRefusedException {
        return members().get("kid") instanceof String id ? Optional.of(id) : Optional.empty();
    }

    /** The content, which should be the canonical JSON of a policy. */
    public byte[] claimedContent() {
        return Arrays.copyOfRange(bytes, contentStart(), bytes.length);
    }

    String line() {
        return line;
    }

    /** All bytes; not a copy: for reading only. */
    byte[] bytes() {
        return bytes;
    }

    /** Where the content starts among all bytes. */
    int contentStart() {
        return line.length() + 1;
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
            throw malformed();
        }
    }

    private static Object plain(Json value) {
        if (value instanceof Json.Text text) {
            return text.value();
        }
        return value instanceof Json.Whole whole ? (Object) whole.value() : value;
    }
}
