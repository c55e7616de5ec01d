package dev.cordon.document;

/** What is signed and published: one form, told apart by its {@code typ}, so that none is taken for another. */
enum DocumentKind {
    /** A policy bundle. */
    BUNDLE("cordon-bundle", "bundle", "policy", "this is no bundle: make one with `cordon bundle create`"),
    /** The public keys of a policy's issuers. */
    ISSUER_KEYS(
            "cordon-issuer-keys",
            "key document",
            "keys",
            "these are no issuers' keys: publish them with `cordon keys publish`");

    private final String type;
    final String noun;
    final String content;
    private final String malformed;

    DocumentKind(String type, String noun, String content, String malformed) {
        this.type = type;
        this.noun = noun;
        this.content = content;
        this.malformed = malformed;
    }

    /** The {@code typ} of a signed one's header. */
    String signedType() {
        return type + "+jws";
    }

    /** The {@code typ} of an unsigned one's. */
    String unsignedType() {
        return type + "+unsigned";
    }

    BundleRefusedException malformed() {
        return new BundleRefusedException(BundleRefusal.FORMAT, malformed + ", and copy it byte by byte");
    }

    BundleRefusedException refused(BundleRefusal refusal, String predicate) {
        return new BundleRefusedException(refusal, "the " + noun + " " + predicate);
    }

    /** The same where publishing it again, from what it was made of, helps. */
    BundleRefusedException refusedAnew(BundleRefusal refusal, String predicate) {
        return refused(refusal, predicate + ": publish the " + content + " anew");
    }
}
