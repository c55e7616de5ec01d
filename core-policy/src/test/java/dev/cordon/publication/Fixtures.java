package dev.cordon.publication;

import dev.cordon.document.Bundle;
import dev.cordon.document.BundleExpectations;
import dev.cordon.document.BundleTrust;
import dev.cordon.document.Edition;
import dev.cordon.document.IssuerKeys;
import dev.cordon.policy.Environment;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.Policy;
import dev.cordon.policy.PolicyName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.token.SignerUnavailableException;
import dev.cordon.token.SigningKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A small shop in production, whose bundles are told apart by the name of their caller. */
public final class Fixtures {

    /** The instant of all publications. */
    public static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    /** Until when bundles are valid. */
    public static final Instant BUNDLE_END = NOW.plus(Duration.ofDays(2));

    /** Until when issuers' keys are valid. */
    public static final Instant KEYS_END = NOW.plus(Duration.ofDays(1));

    /** Signs all that is published. */
    public static final SigningKey KEY = key();

    /** Signs for somebody else. */
    public static final SigningKey OTHER_KEY = key();

    /** The issuer's. */
    public static final SigningKey FIRST_ISSUER = key();

    /** The issuer's next one. */
    public static final SigningKey SECOND_ISSUER = key();

    /** What enforcement points demand. */
    public static final BundleExpectations EXPECTED = new BundleExpectations(
            BundleTrust.pinned(KEY.publicKeys()), new PolicyName("shop"), new Environment("production"), 2);

    private Fixtures() {}

    private static SigningKey key() {
        return SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
    }

    /** The policy with that caller. */
    public static Policy policy(String caller) {
        return rules(caller).issuer("cordon", TokenKind.SEGMENT, caller).build();
    }

    /** The same without any issuer. */
    public static Policy withoutIssuers(String caller) {
        return rules(caller).build();
    }

    private static TestPolicy rules(String caller) {
        return new TestPolicy()
                .segment("ordering", Trust.INTERNAL)
                .caller(caller, "ordering")
                .service("payments-api", "ordering", "payments.shop.example", "POST /charges")
                .flow("charge", caller, "payments-api");
    }

    /** A bundle for production. */
    public static byte[] bundle(long sequence, String caller) throws SignerUnavailableException {
        return Bundle.sign(policy(caller), new Edition(new Environment("production"), sequence, BUNDLE_END), KEY);
    }

    /** Keys for production. */
    public static byte[] keys(long sequence, SigningKey issuer) throws SignerUnavailableException {
        return IssuerKeys.sign(
                new PolicyName("shop"),
                new Edition(new Environment("production"), sequence, KEYS_END),
                Map.of(new IssuerName("cordon"), issuer.publicKeys()),
                KEY);
    }
}
