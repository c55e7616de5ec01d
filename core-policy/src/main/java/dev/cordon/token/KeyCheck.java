package dev.cordon.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import dev.cordon.policy.SignatureAlgorithm;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import org.jspecify.annotations.Nullable;

/** Checks signatures by one public key. Safe for use by many threads; costly to make, cheap to keep. */
final class KeyCheck {

    /** The bytes of an ES256 (RFC 7518 §3.4) or Ed25519 (RFC 8032 §5.1.6) signature. */
    static final int CURVE_SIGNATURE = 64;

    private final PublicKey key;
    private final SignatureAlgorithm algorithm;
    final SignatureProvider provider;
    /** The library's; null for Ed25519, which it does only with a further library and the Java runtime does itself. */
    private final @Nullable JWSVerifier verifier;

    KeyCheck(PublicKey key, SignatureAlgorithm algorithm, SignatureProvider provider) {
        this.key = provider.own(key, algorithm);
        this.algorithm = algorithm;
        this.provider = provider;
        this.verifier = verifier(this.key, algorithm, provider);
    }

    private static @Nullable JWSVerifier verifier(
            PublicKey key, SignatureAlgorithm algorithm, SignatureProvider provider) {
        try {
            JWSVerifier verifier = switch (algorithm) {
                case ES256 -> new ECDSAVerifier((ECPublicKey) key);
                case RS256 -> new RSASSAVerifier((RSAPublicKey) key);
                case EDDSA -> null;
            };
            if (verifier != null) {
                verifier.getJCAContext().setProvider(provider.provider(algorithm));
            }
            return verifier;
        } catch (JOSEException e) {
            throw new IllegalArgumentException("the key is no " + algorithm + " key", e);
        }
    }

    /** Whether the signature is this key's for the input, which comes in parts. */
    boolean holds(byte[] signature, byte[]... input) {
        try {
            if (verifier == null) {
                return signature.length == CURVE_SIGNATURE && edwards(signature, input);
            }
            // whatever the header of the JWS said: the algorithm is the one that the key was published for
            JWSHeader header = new JWSHeader(JWSAlgorithm.parse(algorithm.toString()));
            return verifier.verify(header, joined(input), Base64URL.encode(signature));
        } catch (GeneralSecurityException | JOSEException | RuntimeException e) {
            // providers report bad signatures in all three ways; whatever goes wrong here, it does not hold
            return false;
        }
    }

    private boolean edwards(byte[] signature, byte[]... input) throws GeneralSecurityException {
        Signature check = provider.signature(algorithm);
        check.initVerify(key);
        for (byte[] part : input) {
            check.update(part);
        }
        return check.verify(signature);
    }

    private static byte[] joined(byte[]... parts) {
        if (parts.length == 1) {
            return parts[0];
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
