package dev.cordon.document;

import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Policy;
import java.time.Instant;

/**
 * The one way from bytes to a policy that decides. Every doubt refuses; nothing of the content is read before trust.
 */
public final class BundleLoader {

    private BundleLoader() {}

    /**
     * Checks a bundle and compiles its policy: size and form, signature, header, policy, environment, time, sequence,
     * content. The first check that fails is the one that is reported.
     *
     * @param bytes the whole file; must not change meanwhile
     * @param expected what the host demands
     * @param now the time of day
     * @throws BundleRefusedException where any check fails
     */
    public static LoadedBundle load(byte[] bytes, BundleExpectations expected, Instant now)
            throws BundleRefusedException {
        Envelope bundle = Envelope.read(DocumentKind.BUNDLE, bytes);
        String revision = bundle.revision();
        BundleHeader header = bundle.trusted(revision, expected, now);
        Policy policy = content(bundle);
        if (!policy.name().text().equals(header.policy().text())) {
            throw refused(
                    BundleRefusal.OTHER_POLICY,
                    "the bundle's header names policy `" + header.policy() + "` and its content `" + policy.name()
                            + "`: publish it anew");
        }
        Edition edition = header.edition();
        if (!names(policy, edition.environment())) {
            throw refused(
                    BundleRefusal.OTHER_ENVIRONMENT,
                    "the bundle is for environment `" + edition.environment()
                            + "`, which its policy does not name: publish it anew");
        }
        return new LoadedBundle(
                CompiledPolicy.of(policy),
                new PolicyRevision(
                        policy.name(), edition.environment(), edition.sequence(), revision, edition.validUntil()));
    }

    /** Texts are compared throughout: what a record compares itself with is spun at run time, at every start. */
    private static boolean names(Policy policy, Environment environment) {
        for (Environment named : policy.environments()) {
            if (named.text().equals(environment.text())) {
                return true;
            }
        }
        return false;
    }

    private static Policy content(Envelope bundle) throws BundleRefusedException {
        try {
            return PolicyCodec.decode(bundle.bytes(), bundle.contentStart());
        } catch (InvalidDocumentException e) {
            throw refused(BundleRefusal.CONTENT, "the bundle's content is no policy, " + e.getMessage());
        }
    }

    private static BundleRefusedException refused(BundleRefusal refusal, String message) {
        return new BundleRefusedException(refusal, message);
    }
}
