package dev.cordon.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.cordon.policy.SignatureAlgorithm;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What a public key of each algorithm looks like as a JWK (RFC 7518 §6, RFC 8037 §2). Every value must be written in
 * its one canonical spelling, so that a key has one thumbprint.
 */
final class JwkForm {

    /** Bits of the smallest RSA modulus (RFC 7518 §3.3). */
    static final int SMALLEST_RSA = 2048;
    /** Bits of the largest: a huge one would make every check a burden. */
    static final int LARGEST_RSA = 8192;
    /** Members that only a private or symmetric key has (RFC 7518 §6.2.2, §6.3.2, §6.4.1). */
    static final List<String> SECRETS = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    private static final int COORDINATE = 32;
    private static final int LARGEST_EXPONENT = 33;
    /** The DER before the 32 bytes of an Ed25519 key (RFC 8410 §4). */
    private static final String ED25519_PREFIX = "302a300506032b6570032100";

    private JwkForm() {}

    /** The members that make the key of an algorithm, all of them required. */
    static List<String> members(SignatureAlgorithm algorithm) {
        return switch (algorithm) {
            case ES256 -> List.of("crv", "kty", "x", "y");
            case EDDSA -> List.of("crv", "kty", "x");
            case RS256 -> List.of("e", "kty", "n");
        };
    }

    /**
     * Reads the public key.
     *
     * @param who names the key in messages
     * @throws InvalidKeyFileException where the members are no key for this algorithm
     */
    static PublicKey publicKey(Map<String, Object> jwk, SignatureAlgorithm algorithm, String who)
            throws InvalidKeyFileException {
        try {
            return switch (algorithm) {
                case ES256 -> ec(jwk, who);
                case EDDSA -> ed25519(jwk, who);
                case RS256 -> rsa(jwk, who);
            };
        } catch (GeneralSecurityException | JOSEException | IllegalStateException e) {
            // the library's own message may quote the key
            throw new InvalidKeyFileException(who + " is no " + algorithm + " key: its numbers do not fit its curve");
        }
    }

    private static PublicKey ec(Map<String, Object> jwk, String who) throws InvalidKeyFileException, JOSEException {
        require(jwk, "kty", "EC", who);
        require(jwk, "crv", "P-256", who);
        return new ECKey.Builder(
                        Curve.P_256,
                        Base64URL.encode(bytes(jwk, "x", COORDINATE, who)),
                        Base64URL.encode(bytes(jwk, "y", COORDINATE, who)))
                .build()
                .toECPublicKey();
    }

    private static PublicKey ed25519(Map<String, Object> jwk, String who)
            throws InvalidKeyFileException, GeneralSecurityException {
        require(jwk, "kty", "OKP", who);
        require(jwk, "crv", "Ed25519", who);
        byte[] prefix = HexFormat.of().parseHex(ED25519_PREFIX);
        byte[] der = Arrays.copyOf(prefix, prefix.length + COORDINATE);
        System.arraycopy(bytes(jwk, "x", COORDINATE, who), 0, der, prefix.length, COORDINATE);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
    }

    private static PublicKey rsa(Map<String, Object> jwk, String who) throws InvalidKeyFileException, JOSEException {
        require(jwk, "kty", "RSA", who);
        BigInteger modulus = number(jwk, "n", who);
        BigInteger exponent = number(jwk, "e", who);
        if (modulus.bitLength() < SMALLEST_RSA || modulus.bitLength() > LARGEST_RSA) {
            throw new InvalidKeyFileException(who + " has an RSA modulus of " + modulus.bitLength() + " bits: use "
                    + SMALLEST_RSA + " to " + LARGEST_RSA);
        }
        if (exponent.bitLength() < 2 || exponent.bitLength() > LARGEST_EXPONENT || !exponent.testBit(0)) {
            throw new InvalidKeyFileException(who + " has an unusual RSA exponent: use `AQAB`");
        }
        return new RSAKey.Builder(Base64URL.encode(modulus), Base64URL.encode(exponent))
                .build()
                .toRSAPublicKey();
    }

    private static void require(Map<String, Object> jwk, String member, String value, String who)
            throws InvalidKeyFileException {
        if (!value.equals(jwk.get(member))) {
            throw new InvalidKeyFileException(who + " needs `" + member + "` to be `" + value + "` for its `alg`");
        }
    }

    /** The bytes of a member of fixed size. */
    static byte[] bytes(Map<String, Object> jwk, String member, int size, String who) throws InvalidKeyFileException {
        byte[] bytes = jwk.get(member) instanceof String text ? Base64Url.decode(text) : null;
        if (bytes == null || bytes.length != size) {
            throw new InvalidKeyFileException(
                    who + " needs `" + member + "`: " + size + " bytes in base64url without padding");
        }
        return bytes;
    }

    /** A positive number in its shortest form (RFC 7518 §2, Base64urlUInt). */
    private static BigInteger number(Map<String, Object> jwk, String member, String who)
            throws InvalidKeyFileException {
        byte[] bytes = jwk.get(member) instanceof String text ? Base64Url.decode(text) : null;
        if (bytes == null || bytes.length == 0 || bytes[0] == 0) {
            throw new InvalidKeyFileException(
                    who + " needs `" + member + "`: a number in base64url without padding and leading zeros");
        }
        return new BigInteger(1, bytes);
    }
}
