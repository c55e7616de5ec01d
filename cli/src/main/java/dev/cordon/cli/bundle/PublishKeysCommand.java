package dev.cordon.cli.bundle;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.TokenOption;
import dev.cordon.cloud.Cloud;
import dev.cordon.document.BundleExpectations;
import dev.cordon.document.BundleLoader;
import dev.cordon.document.BundleRefusedException;
import dev.cordon.document.Edition;
import dev.cordon.document.IssuerKeys;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.PolicyName;
import dev.cordon.publication.ObjectStore;
import dev.cordon.publication.Outcome;
import dev.cordon.publication.Publisher;
import dev.cordon.publication.StoreUnavailableException;
import dev.cordon.token.JsonWebKeys;
import dev.cordon.token.SignerUnavailableException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cordon keys publish}: put the issuers' public keys where enforcement points read them. */
@Command(
        name = "publish",
        description = {
            "Sign the public keys of all issuers of a policy, and put them where enforcement points read them.",
            "They replace those published before: name every issuer each time."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  cordon keys publish file:///var/lib/cordon --issuer shop=issuer.jwks --key bundle.jwk --bundle-key bundle.jwks"
                    + " --policy-name shop --environment production --sequence 1",
            "",
            "Exit codes: 0 published; 1 refused; 2 bad usage or input; 3 the store does not answer"
        })
final class PublishKeysCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "PLACE", description = "a folder (file:DIR), or a cloud's store")
    private String place = "";

    @Option(
            names = "--issuer",
            paramLabel = "NAME=FILE",
            required = true,
            description = "an issuer's public JWKS, by the policy's name of it; repeat for each issuer")
    private Map<String, String> issuers = new LinkedHashMap<>();

    @Option(
            names = "--key",
            paramLabel = "KEY",
            required = true,
            description = "the private JWK that signs bundles, or a cloud's key such as awskms:///alias/NAME")
    private String key = "";

    @Option(
            names = "--sequence",
            paramLabel = "NUMBER",
            required = true,
            description = "higher than that of all keys published before; from 1")
    private long sequence;

    @Option(names = "--policy-name", paramLabel = "NAME", required = true, description = "the policy they are for")
    private String policy = "";

    @Option(names = "--environment", paramLabel = "NAME", required = true, description = "where they are for")
    private String environment = "";

    @Mixin
    private final Validity validity = new Validity();

    @Mixin
    private final PublishOptions options = new PublishOptions();

    PublishKeysCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        Cloud.Place stores = options.plugins().place(place);
        try {
            Edition edition = new Edition(new Environment(environment), sequence, validity.end(console));
            PolicyName name = new PolicyName(policy);
            BundleExpectations expected = new BundleExpectations(options.trust(), name, edition.environment(), 0);
            Map<IssuerName, JsonWebKeys> keys = keys();
            byte[] document =
                    IssuerKeys.sign(name, edition, keys, options.plugins().signer(key));
            warnOfStrangers(keys.keySet(), stores, expected);
            Outcome outcome = new Publisher(stores.objects(), stores.heads(), expected)
                    .publishKeys(document, console.clock().instant());
            return options.report(console, outcome, "issuers' keys", new PublishOptions.Published(name, edition));
        } catch (StoreUnavailableException e) {
            throw CommandException.couldNot(e.getMessage() + "; publish them again, under a higher sequence");
        } catch (SignerUnavailableException e) {
            throw CommandException.couldNot(e.getMessage());
        } catch (IllegalArgumentException e) {
            throw CommandException.badInput(e.getMessage());
        }
    }

    private Map<IssuerName, JsonWebKeys> keys() throws CommandException {
        Map<IssuerName, JsonWebKeys> keys = new LinkedHashMap<>();
        for (Map.Entry<String, String> issuer : issuers.entrySet()) {
            keys.put(new IssuerName(issuer.getKey()), TokenOption.keys(issuer.getValue()));
        }
        return keys;
    }

    /** A misspelt issuer would be an outage of its tokens that no check of signatures can see. */
    private void warnOfStrangers(Set<IssuerName> named, Cloud.Place stores, BundleExpectations expected)
            throws StoreUnavailableException {
        if (!(stores.objects().read(ObjectStore.BUNDLE, Optional.empty()) instanceof ObjectStore.Reading.Found found)) {
            return;
        }
        Set<String> known = new TreeSet<>();
        try {
            BundleLoader.load(found.bytes(), expected, console.clock().instant()).policy().source().issuers().stream()
                    .map(Issuer::name)
                    .forEach(issuer -> known.add(issuer.text()));
        } catch (BundleRefusedException e) {
            // whoever reads it is told; here it only was to compare with
            return;
        }
        for (IssuerName name : named) {
            if (!known.remove(name.text())) {
                warn("the policy that is published there has no issuer `" + name + "`");
            }
        }
        known.forEach(name -> warn("no keys of issuer `" + name + "` are named: its tokens will be denied"));
    }

    private void warn(String text) {
        console.err().println(console.warning("warning: " + text));
    }
}
