package dev.cordon.document;

import java.util.Arrays;
import java.util.Optional;

/**
 * A bundle as its bytes say, which anyone may have written: good for showing, never for deciding. Only
 * {@link BundleLoader} leads from bytes to a policy that is used.
 */
public final class UnverifiedBundle {

    private final Envelope envelope;

    private UnverifiedBundle(Envelope envelope) {
        this.envelope = envelope;
    }

    /**
     * Splits a bundle, and looks at nothing in it. The bytes are kept, not copied: they must not change.
     *
     * @throws BundleRefusedException where it is too large or has not the form of a bundle
     */
    public static UnverifiedBundle read(byte[] bytes) throws BundleRefusedException {
        return new UnverifiedBundle(Envelope.read(DocumentKind.BUNDLE, bytes));
    }

    /** Whether it carries no signature; one that it carries is not yet checked. */
    public boolean isUnsigned() {
        return envelope.isUnsigned();
    }

    /** What its header claims. */
    public BundleHeader claimedHeader() throws BundleRefusedException {
        return envelope.claimedHeader();
    }

    /** The {@code kid} of the key that it claims to be signed with. */
    public Optional<String> claimedKeyId() throws BundleRefusedException {
        return envelope.claimedKeyId();
    }

    /** The content, which should be the canonical JSON of a policy. */
    public byte[] claimedContent() {
        byte[] bytes = envelope.bytes();
        return Arrays.copyOfRange(bytes, envelope.contentStart(), bytes.length);
    }
}
