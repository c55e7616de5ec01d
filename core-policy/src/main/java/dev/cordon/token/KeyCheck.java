package dev.cordon.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.impl.ECDSA;
import dev.cordon.policy.SignatureAlgorithm;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;

/** Checks signatures by one public key. Safe for use by many threads; costly to make, cheap to keep. */
final class KeyCheck {

    /** The bytes of an ES256 (RFC 7518 §3.4) or Ed25519 (RFC 8032 §5.1.6) signature. */
    static final int CURVE_SIGNATURE = 64;

    private final PublicKey key;
    private final SignatureAlgorithm algorithm;
    private final SignatureProvider provider;

    KeyCheck(PublicKey key, SignatureAlgorithm algorithm, SignatureProvider provider) {
        this.key = provider.own(key, algorithm);
        this.algorithm = algorithm;
        this.provider = provider;
    }

    /** Whether the signature is this key's for the input, which comes in parts so that nobody has to join them. */
    boolean holds(byte[] signature, byte[]... input) {
        try {
            byte[] form = providersForm(signature);
            Signature check = provider.signature(algorithm);
            check.initVerify(key);
            for (byte[] part : input) {
                check.update(part);
            }
            return check.verify(form);
        } catch (GeneralSecurityException | JOSEException | RuntimeException e) {
            // providers report bad signatures in all three ways; whatever goes wrong here, it does not hold
            return false;
        }
    }

    /**
     * Providers take ECDSA signatures as DER, JWS has {@code R || S}. Zero and overlong values are refused here,
     * whatever the provider does (CVE-2022-21449).
     */
    private byte[] providersForm(byte[] signature) throws JOSEException {
        if (algorithm == SignatureAlgorithm.RS256) {
            return signature;
        }
        if (signature.length != CURVE_SIGNATURE) {
            throw new JOSEException("a signature has " + CURVE_SIGNATURE + " bytes");
        }
        if (algorithm == SignatureAlgorithm.EDDSA) {
            return signature;
        }
        ECDSA.ensureLegalSignature(signature, JWSAlgorithm.ES256);
        return ECDSA.transcodeSignatureToDER(signature);
    }
}
