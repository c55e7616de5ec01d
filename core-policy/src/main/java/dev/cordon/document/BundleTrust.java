package dev.cordon.document;

import dev.cordon.token.JsonWebKeys;

/** Whose bundles are used. Keys come from the configuration, never from beside or inside a bundle. */
public sealed interface BundleTrust {

    /** Only bundles that one of these keys signed. */
    record Pinned(JsonWebKeys keys) implements BundleTrust {}

    /** Only unsigned bundles: anyone who can write the file decides what is allowed. For trying things out. */
    record AllowUnsigned() implements BundleTrust {}

    /** No bundle at all: what holds until somebody says otherwise. */
    record Nobody() implements BundleTrust {}

    /** Only bundles that one of these keys signed. */
    static BundleTrust pinned(JsonWebKeys keys) {
        return new Pinned(keys);
    }

    /** Only unsigned bundles, which anyone may have written. */
    static BundleTrust allowUnsigned() {
        return new AllowUnsigned();
    }

    /** No bundle at all. */
    static BundleTrust nobody() {
        return new Nobody();
    }
}
