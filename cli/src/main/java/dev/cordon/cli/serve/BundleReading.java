package dev.cordon.cli.serve;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.InputFiles;
import dev.cordon.document.Bundle;
import dev.cordon.document.BundleExpectations;
import dev.cordon.document.BundleHeader;
import dev.cordon.document.BundleLoader;
import dev.cordon.document.BundleRefusedException;
import dev.cordon.document.BundleTrust;
import dev.cordon.document.UnverifiedBundle;
import dev.cordon.policy.Issuer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a bundle is worth, its time aside: this looks at it as at the last instant of its validity.
 *
 * @param finding how it is
 * @param validUntil when its validity ends; empty where there is no bundle to believe
 * @param issuers whom its policy trusts; empty where the policy was not verified
 */
record BundleReading(Finding finding, Optional<Instant> validUntil, Optional<List<Issuer>> issuers) {

    private static final String WHAT = "bundle";

    /**
     * Reads a bundle.
     *
     * @param trust whose bundles are taken; empty where that was not said
     */
    static BundleReading of(Path file, Optional<BundleTrust> trust) {
        try {
            byte[] bytes = InputFiles.bytes(WHAT, file, Bundle.LARGEST);
            BundleHeader claimed = UnverifiedBundle.read(bytes).claimedHeader();
            return trust.isPresent() ? verified(bytes, claimed, trust.get()) : claimed(claimed);
        } catch (CommandException e) {
            return failed(Finding.fail(
                    WHAT, String.valueOf(e.getMessage()), "name a bundle that the user that serves can read"));
        } catch (BundleRefusedException e) {
            return failed(Finding.fail(WHAT, "refused (" + e.refusal() + ")", String.valueOf(e.getMessage())));
        }
    }

    private static BundleReading verified(byte[] bytes, BundleHeader claimed, BundleTrust trust)
            throws BundleRefusedException {
        Instant end = claimed.edition().validUntil();
        var expected = new BundleExpectations(
                trust, claimed.policy(), claimed.edition().environment(), 0);
        List<Issuer> issuers = BundleLoader.load(bytes, expected, end.minusSeconds(1))
                .policy()
                .source()
                .issuers();
        Finding finding = trust instanceof BundleTrust.Pinned
                ? Finding.ok(WHAT, name(claimed) + ", signature verified")
                : Finding.warn(
                        WHAT,
                        name(claimed) + ", not signed: anyone could have written it",
                        "sign it with `cordon bundle create --key FILE`, and name `--bundle-key` in place of"
                                + " `--allow-unsigned-bundle`");
        return new BundleReading(finding, Optional.of(end), Optional.of(issuers));
    }

    private static BundleReading claimed(BundleHeader header) {
        Finding finding = Finding.warn(
                WHAT, name(header) + ", signature not checked", "name the keys that sign bundles: --bundle-key FILE");
        return new BundleReading(finding, Optional.of(header.edition().validUntil()), Optional.empty());
    }

    private static BundleReading failed(Finding finding) {
        return new BundleReading(finding, Optional.empty(), Optional.empty());
    }

    private static String name(BundleHeader header) {
        return "policy `" + header.policy() + "` for `" + header.edition().environment() + "`, sequence "
                + header.edition().sequence();
    }
}
