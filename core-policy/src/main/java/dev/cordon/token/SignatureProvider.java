package dev.cordon.token;

import dev.cordon.policy.SignatureAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What checks signatures: the Java runtime, or Amazon Corretto Crypto Provider where that is there and works (at ES256
 * it is about ten times as fast). The verdict is the same. Make one and pass it on: finding the native library takes
 * some hundred milliseconds. Immutable and safe to share between threads.
 */
public final class SignatureProvider {

    private static final String CORRETTO = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    private static final SignatureProvider JDK = new SignatureProvider(null, Set.of());

    private final @Nullable Provider provider;
    private final Set<SignatureAlgorithm> trusted;

    private SignatureProvider(@Nullable Provider provider, Set<SignatureAlgorithm> trusted) {
        this.provider = provider;
        this.trusted = trusted;
    }

    /** The Java runtime's own. */
    public static SignatureProvider jdk() {
        return JDK;
    }

    /**
     * The fastest that works: Corretto's where it is on the class path, its native library loads here and it passes a
     * self test (an algorithm at a time: one it does not know or fails at is left to the Java runtime), else the Java
     * runtime's.
     */
    public static SignatureProvider fastest() {
        return fastest(CORRETTO);
    }

    static SignatureProvider fastest(String providerClass) {
        Provider found = load(providerClass);
        if (found == null) {
            return jdk();
        }
        SignatureProvider all = new SignatureProvider(found, EnumSet.allOf(SignatureAlgorithm.class));
        Set<SignatureAlgorithm> passed = EnumSet.noneOf(SignatureAlgorithm.class);
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            if (KnownAnswers.hold(algorithm, all)) {
                passed.add(algorithm);
            }
        }
        return passed.isEmpty() ? jdk() : new SignatureProvider(found, passed);
    }

    /** Found by name because it is an option: the core does not depend on it. Null where it can't be used. */
    private static @Nullable Provider load(String providerClass) {
        try {
            Object instance = Class.forName(providerClass).getField("INSTANCE").get(null);
            return instance instanceof Provider provider
                            && !provider.getServices().isEmpty()
                    ? provider
                    : null;
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }

    /** What it is called, for people: {@code JDK}, or the provider's name and version and what it is used for. */
    public String name() {
        return provider == null ? "JDK" : provider.getName() + " " + provider.getVersionStr() + " for " + trusted;
    }

    /** Who checks signatures of that algorithm, for people: {@code JDK}, or the provider's name and version. */
    public String name(SignatureAlgorithm algorithm) {
        Provider chosen = provider(algorithm);
        return chosen == null ? jdk().name() : chosen.getName() + " " + chosen.getVersionStr();
    }

    /** Whether it takes a published signature of that algorithm and refuses it where one bit of it is another. */
    public boolean works(SignatureAlgorithm algorithm) {
        return KnownAnswers.hold(algorithm, this);
    }

    /** A fresh, unused check. */
    Signature signature(SignatureAlgorithm algorithm) throws NoSuchAlgorithmException {
        String name = switch (algorithm) {
            case ES256 -> "SHA256withECDSA";
            case EDDSA -> "Ed25519";
            case RS256 -> "SHA256withRSA";
        };
        Provider chosen = provider(algorithm);
        return chosen == null ? Signature.getInstance(name) : Signature.getInstance(name, chosen);
    }

    /** The provider for that algorithm; null for the Java runtime's choice. */
    @Nullable
    Provider provider(SignatureAlgorithm algorithm) {
        return trusted.contains(algorithm) ? provider : null;
    }

    /**
     * The key in the provider's own form, which spares a conversion with every check; the key itself where it can't.
     */
    PublicKey own(PublicKey key, SignatureAlgorithm algorithm) {
        if (provider == null || !trusted.contains(algorithm)) {
            return key;
        }
        try {
            return KeyFactory.getInstance(key.getAlgorithm(), provider)
                    .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
        } catch (GeneralSecurityException e) {
            return key;
        }
    }
}
