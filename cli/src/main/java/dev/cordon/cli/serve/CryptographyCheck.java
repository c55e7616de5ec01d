package dev.cordon.cli.serve;

import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.token.SignatureProvider;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Who checks signatures, for each algorithm, and whether that works. */
final class CryptographyCheck implements Check {

    private final Function<SignatureAlgorithm, String> by;
    private final Predicate<SignatureAlgorithm> works;

    /**
     * A check of a choice.
     *
     * @param by who checks signatures of an algorithm
     * @param works whether that takes a known signature and refuses an altered one
     */
    CryptographyCheck(Function<SignatureAlgorithm, String> by, Predicate<SignatureAlgorithm> works) {
        this.by = by;
        this.works = works;
    }

    /** A check of what the server would use. */
    static CryptographyCheck of(SignatureProvider provider) {
        return new CryptographyCheck(provider::name, provider::works);
    }

    @Override
    public List<Finding> findings() {
        return Arrays.stream(SignatureAlgorithm.values()).map(this::one).toList();
    }

    private Finding one(SignatureAlgorithm algorithm) {
        String what = "signatures " + algorithm;
        String provider = by.apply(algorithm);
        boolean runtime = provider.equals(SignatureProvider.jdk().name());
        String found = runtime ? "the Java runtime's" : "native, " + provider;
        if (!works.test(algorithm)) {
            return Finding.fail(
                    what, found + ", which does not work", "use a Java runtime whose providers have the algorithm");
        }
        return runtime && algorithm == SignatureAlgorithm.ES256
                ? Finding.warn(
                        what,
                        found,
                        "first-seen tokens cost about ten times more than with Amazon Corretto Crypto Provider: run on"
                                + " Linux on x86-64, started by `java -jar` or the launcher")
                : Finding.ok(what, found);
    }
}
