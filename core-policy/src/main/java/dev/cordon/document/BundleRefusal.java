package dev.cordon.document;

/** Why a bundle is not used. */
public enum BundleRefusal {
    /** It is larger than any bundle may be. */
    TOO_LARGE,
    /** It is no bundle, or one of another format version. */
    FORMAT,
    /** It carries no signature, and unsigned ones were not asked for. */
    UNSIGNED,
    /** No pinned key made its signature: it was altered, or signed by somebody else, or no key is pinned. */
    SIGNATURE,
    /** It is of another policy. */
    OTHER_POLICY,
    /** It is for another environment, or for one that its policy does not name. */
    OTHER_ENVIRONMENT,
    /** Its time is over. */
    EXPIRED,
    /** Its sequence is below the one that is required. */
    SEQUENCE,
    /** Its content is no policy. */
    CONTENT
}
