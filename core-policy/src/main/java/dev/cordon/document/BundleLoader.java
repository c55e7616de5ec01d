package dev.cordon.document;

import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Policy;
import dev.cordon.token.DetachedJws;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

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
        UnverifiedBundle bundle = UnverifiedBundle.read(bytes);
        String revision = PolicyCodec.revision(bundle.bytes(), bundle.contentStart());
        BundleHeader header = trustedHeader(bundle, revision, expected.trust());
        requireExpected(header, expected, now);
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

    private static BundleHeader trustedHeader(UnverifiedBundle bundle, String revision, BundleTrust trust)
            throws BundleRefusedException {
        if (bundle.isUnsigned()) {
            if (trust instanceof BundleTrust.AllowUnsigned) {
                return bundle.claimedHeader();
            }
            throw refused(BundleRefusal.UNSIGNED, "the bundle is not signed: sign it with a key that is pinned here");
        }
        if (trust instanceof BundleTrust.Pinned pinned) {
            byte[] payload = revision.getBytes(StandardCharsets.US_ASCII);
            Map<String, Object> parameters = DetachedJws.verify(
                            BundleHeader.SIGNED_TYPE, bundle.line(), payload, pinned.keys())
                    .orElseThrow(() -> refused(
                            BundleRefusal.SIGNATURE,
                            "no pinned key signed this bundle: fetch it again, or pin the key that signs"));
            return BundleHeader.of(parameters);
        }
        throw refused(BundleRefusal.SIGNATURE, "no key is pinned to check the bundle's signature with: pin one");
    }

    private static void requireExpected(BundleHeader header, BundleExpectations expected, Instant now)
            throws BundleRefusedException {
        Edition edition = header.edition();
        if (!header.policy().text().equals(expected.policy().text())) {
            throw refused(
                    BundleRefusal.OTHER_POLICY,
                    "the bundle is of policy `" + header.policy() + "`, and `" + expected.policy()
                            + "` is expected: point to the right bundle");
        }
        if (!edition.environment().text().equals(expected.environment().text())) {
            throw refused(
                    BundleRefusal.OTHER_ENVIRONMENT,
                    "the bundle is for environment `" + edition.environment() + "`, and this is `"
                            + expected.environment() + "`: point to the right bundle");
        }
        if (!now.isBefore(edition.validUntil())) {
            throw refused(
                    BundleRefusal.EXPIRED,
                    "the bundle was valid until `" + edition.validUntil() + "`: publish the policy anew");
        }
        if (edition.sequence() < expected.minimumSequence()) {
            throw refused(
                    BundleRefusal.SEQUENCE,
                    "the bundle has sequence `" + edition.sequence()
                            + "`, below `" + expected.minimumSequence()
                            + "`: to go back, publish the old policy under a new sequence");
        }
    }

    private static Policy content(UnverifiedBundle bundle) throws BundleRefusedException {
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
