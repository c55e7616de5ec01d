package dev.cordon.publication;

import dev.cordon.document.BundleExpectations;
import dev.cordon.document.BundleHeader;
import dev.cordon.document.BundleLoader;
import dev.cordon.document.BundleRefusedException;
import dev.cordon.document.IssuerKeys;
import dev.cordon.document.UnverifiedBundle;
import java.time.Instant;

/** What is published, each under a name and a sequence of its own. */
enum Item {
    BUNDLE(ObjectStore.BUNDLE, "bundle"),
    ISSUER_KEYS(ObjectStore.ISSUER_KEYS, "key document");

    final String name;
    final String noun;

    Item(String name, String noun) {
        this.name = name;
        this.noun = noun;
    }

    /** The lowest sequence of it that may be used; 0 where none was published yet. */
    long demandedBy(Head head) {
        return switch (this) {
            case BUNDLE -> head.bundleSequence();
            case ISSUER_KEYS -> head.keysSequence();
        };
    }

    Head raise(Head head, long sequence) {
        return switch (this) {
            case BUNDLE -> head.withBundle(sequence);
            case ISSUER_KEYS -> head.withKeys(sequence);
        };
    }

    /** Loads it as an enforcement point would, and says which sequence it has. */
    long verify(byte[] bytes, BundleExpectations expected, Instant now) throws BundleRefusedException {
        return switch (this) {
            case BUNDLE -> BundleLoader.load(bytes, expected, now).revision().sequence();
            case ISSUER_KEYS ->
                IssuerKeys.load(bytes, ofKeys(expected, 0), now).edition().sequence();
        };
    }

    /** What it says of itself, which anyone may have written. */
    BundleHeader claimedHeader(byte[] bytes) throws BundleRefusedException {
        return switch (this) {
            case BUNDLE -> UnverifiedBundle.read(bytes).claimedHeader();
            case ISSUER_KEYS -> IssuerKeys.claimedHeader(bytes);
        };
    }

    /** The same demands of the keys, whose sequence is counted apart. */
    static BundleExpectations ofKeys(BundleExpectations expected, long sequence) {
        return new BundleExpectations(expected.trust(), expected.policy(), expected.environment(), sequence);
    }
}
