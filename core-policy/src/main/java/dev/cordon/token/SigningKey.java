package dev.cordon.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A private key held in memory. Its secret leaves this object only by {@link #revealPrivateJwk}. Immutable and safe to
 * share between threads.
 */
public final class SigningKey implements Signer {

    /** The bits of a new RSA key: good beyond 2030 (NIST SP 800-57 part 1, table 2). */
    private static final int NEW_RSA = 3072;

    private static final int SEED = 32;
    private static final byte[] TRIAL = "does this key fit itself?".getBytes(StandardCharsets.US_ASCII);

    private final PublicJwk publicHalf;
    private final PrivateKey key;
    private final Map<String, Object> secrets;
    /** What signs; null for the Java runtime's choice. */
    private final @Nullable Provider provider;

    private SigningKey(PublicJwk publicHalf, PrivateKey key, Map<String, Object> secrets, @Nullable Provider provider) {
        this.publicHalf = publicHalf;
        this.key = key;
        this.secrets = secrets;
        this.provider = provider;
    }

    /** A new key (RS256: of 3072 bits, which takes about a second); its {@code kid} is its RFC 7638 thumbprint. */
    public static SigningKey generate(SignatureAlgorithm algorithm, SecureRandom random) {
        try {
            JWK jwk = switch (algorithm) {
                case ES256 -> {
                    KeyPair pair = pair("EC", random);
                    yield new ECKey.Builder(Curve.P_256, (ECPublicKey) pair.getPublic())
                            .privateKey(pair.getPrivate())
                            .build();
                }
                case EDDSA -> ed25519(pair("Ed25519", random));
                case RS256 -> {
                    KeyPair pair = pair("RSA", random);
                    yield new RSAKey.Builder((RSAPublicKey) pair.getPublic())
                            .privateKey(pair.getPrivate())
                            .build();
                }
            };
            Map<String, Object> members = new TreeMap<>(jwk.toJSONObject());
            return of(PublicJwk.publicHalf(members, algorithm, ""), members);
        } catch (GeneralSecurityException | InvalidKeyFileException e) {
            throw new IllegalStateException("every Java runtime makes " + algorithm + " keys", e);
        }
    }

    private static KeyPair pair(String kind, SecureRandom random) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
        if (kind.equals("RSA")) {
            generator.initialize(NEW_RSA, random);
        } else {
            generator.initialize(
                    kind.equals("EC") ? new ECGenParameterSpec("secp256r1") : NamedParameterSpec.ED25519, random);
        }
        return generator.generateKeyPair();
    }

    /** The library makes Ed25519 keys only with a further one. */
    private static JWK ed25519(KeyPair pair) {
        byte[] der = pair.getPublic().getEncoded();
        byte[] x = Arrays.copyOfRange(der, der.length - SEED, der.length);
        byte[] d = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
        return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x))
                .d(Base64URL.encode(d))
                .build();
    }

    /**
     * Reads a private JWK (RFC 7517) with {@code alg}; {@code kid} defaults to its thumbprint.
     *
     * @throws InvalidKeyFileException where it is none, or its halves do not belong together
     */
    public static SigningKey parse(String privateJwk) throws InvalidKeyFileException {
        Map<String, Object> jwk = JsonWebKeys.read(privateJwk);
        if (jwk.containsKey("keys")) {
            throw new InvalidKeyFileException("a signing key is one private JWK, not a set of keys");
        }
        String keyId = jwk.getOrDefault("kid", "") instanceof String text ? text : "\n";
        if (!keyId.isEmpty() && !PublicJwk.isKeyId(keyId)) {
            throw new InvalidKeyFileException("`kid` must be a name of 1 to 128 characters");
        }
        SignatureAlgorithm algorithm = PublicJwk.algorithm(jwk, "the signing key");
        JsonWebKeys.requireUse(jwk, "sign", "the signing key");
        SigningKey key = of(PublicJwk.publicHalf(jwk, algorithm, keyId), jwk);
        try {
            if (!key.fitsItself()) {
                throw new InvalidKeyFileException("the private half of the signing key is not that of its public half");
            }
        } catch (SignerUnavailableException e) {
            throw noPrivateHalf();
        }
        return key;
    }

    private boolean fitsItself() throws SignerUnavailableException {
        KeyCheck check = new KeyCheck(publicHalf.key, publicHalf.algorithm, SignatureProvider.jdk());
        return check.holds(sign(TRIAL), TRIAL);
    }

    /**
     * The same key signing by that provider, where it works with it: ES256 by Corretto's takes a twentieth of the time.
     * Else this key.
     */
    public SigningKey by(SignatureProvider signatures) {
        Provider faster = signatures.provider(publicHalf.algorithm);
        if (faster == null) {
            return this;
        }
        try {
            PrivateKey own = KeyFactory.getInstance(key.getAlgorithm(), faster)
                    .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
            SigningKey same = new SigningKey(publicHalf, own, secrets, faster);
            return same.fitsItself() ? same : this;
        } catch (GeneralSecurityException | SignerUnavailableException e) {
            return this;
        }
    }

    private static SigningKey of(PublicJwk publicHalf, Map<String, Object> jwk) throws InvalidKeyFileException {
        Map<String, Object> secrets = new TreeMap<>(jwk);
        secrets.keySet().retainAll(JwkForm.SECRETS);
        if (!secrets.containsKey("d") || secrets.containsKey("oth")) {
            throw noPrivateHalf();
        }
        Map<String, Object> whole = new TreeMap<>(publicHalf.members);
        whole.putAll(secrets);
        try {
            PrivateKey key = switch (publicHalf.algorithm) {
                case ES256 -> ECKey.parse(whole).toECPrivateKey();
                case EDDSA -> {
                    byte[] seed = JwkForm.bytes(jwk, "d", SEED, "the signing key");
                    yield KeyFactory.getInstance("Ed25519")
                            .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
                }
                case RS256 -> RSAKey.parse(whole).toRSAPrivateKey();
            };
            return new SigningKey(publicHalf, key, secrets, null);
        } catch (ParseException
                | JOSEException
                | GeneralSecurityException
                | IllegalArgumentException
                | IllegalStateException e) {
            throw noPrivateHalf();
        }
    }

    private static InvalidKeyFileException noPrivateHalf() {
        return new InvalidKeyFileException("the signing key has no whole private half: write a private JWK"
                + " (EC and OKP: `d`; RSA: `d`, `p`, `q`, `dp`, `dq`, `qi`)");
    }

    @Override
    public SignatureAlgorithm algorithm() {
        return publicHalf.algorithm;
    }

    @Override
    public String keyId() {
        return publicHalf.keyId;
    }

    @Override
    public byte[] sign(byte[] input) throws SignerUnavailableException {
        String name = switch (publicHalf.algorithm) {
            case ES256 -> "SHA256withECDSAinP1363Format";
            case EDDSA -> "Ed25519";
            case RS256 -> "SHA256withRSA";
        };
        try {
            Signature signature =
                    provider == null ? Signature.getInstance(name) : Signature.getInstance(name, provider);
            signature.initSign(key);
            signature.update(input);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new SignerUnavailableException("key `" + keyId() + "` can't sign " + publicHalf.algorithm);
        }
    }

    /** The RFC 7638 thumbprint of its public half: the {@code jkt} of tokens bound to it. */
    public KeyThumbprint thumbprint() {
        return publicHalf.thumbprint;
    }

    /** Its public half. */
    public JsonWebKeys publicKeys() {
        return JsonWebKeys.of(publicHalf);
    }

    PublicJwk publicHalf() {
        return publicHalf;
    }

    /** The private JWK: a secret. */
    public String revealPrivateJwk() {
        Map<String, Object> jwk = new TreeMap<>(publicHalf.toMap());
        jwk.putAll(secrets);
        return new String(Json.write(jwk), StandardCharsets.UTF_8);
    }

    /** Names the key, with nothing secret. */
    @Override
    public String toString() {
        return publicHalf.algorithm + " key " + publicHalf.keyId;
    }
}
