package dev.cordon.cli.serve;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.TokenOption;
import dev.cordon.policy.Issuer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Public keys: those that sign bundles, and the issuers'.
 *
 * @param bundleKey the file of keys that sign bundles, where it was named
 * @param jwks the files of issuers' keys by the policy's names of issuers
 * @param issuers whom the policy trusts, where that is known
 */
record PublicKeysCheck(Optional<String> bundleKey, Map<String, Path> jwks, Optional<List<Issuer>> issuers)
        implements Check {

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        bundleKey.ifPresent(file -> findings.add(keys("bundle key", file)));
        jwks.forEach((issuer, file) -> findings.add(issuer(issuer, file)));
        if (!jwks.isEmpty()) {
            issuers.stream()
                    .flatMap(List::stream)
                    .filter(issuer -> issuer.keys().isEmpty())
                    .map(issuer -> issuer.name().text())
                    .filter(issuer -> !jwks.containsKey(issuer))
                    .forEach(issuer -> findings.add(missing(issuer)));
        }
        return findings;
    }

    private Finding issuer(String issuer, Path file) {
        boolean unknown = issuers.isPresent()
                && issuers.get().stream().noneMatch(one -> one.name().text().equals(issuer));
        return unknown
                ? Finding.fail(
                        what(issuer),
                        "the policy has no issuer `" + issuer + "`, so its keys are left out",
                        "write an issuer's name as the policy does: --jwks ISSUER=FILE")
                : keys(what(issuer), file.toString());
    }

    private static Finding missing(String issuer) {
        return Finding.warn(
                what(issuer),
                "the policy trusts `" + issuer + "`, of which no keys were named: its tokens are denied",
                "name its public keys: --jwks " + issuer + "=FILE");
    }

    private static Finding keys(String what, String file) {
        try {
            return Finding.ok(what, TokenOption.keys(file).toString());
        } catch (CommandException e) {
            return Finding.fail(
                    what,
                    String.valueOf(e.getMessage()),
                    "name a JWKS of public keys that the user that serves can read; `cordon keys jwks` prints one");
        }
    }

    private static String what(String issuer) {
        return "keys of " + issuer;
    }
}
