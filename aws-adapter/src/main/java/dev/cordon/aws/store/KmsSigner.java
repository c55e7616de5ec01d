package dev.cordon.aws.store;

import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.token.Signer;
import dev.cordon.token.SignerUnavailableException;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.EllipticCurve;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GetPublicKeyResponse;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SignRequest;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/**
 * Signs ES256 with a key of KMS, which never leaves it. The {@code kid} is the public key's thumbprint (RFC 7638), so
 * that it can be had from the public key alone. Every signature is verified before it is handed out.
 */
final class KmsSigner implements Signer {

    private static final int COORDINATE = 32;
    /** The bytes of a message that KMS hashes itself. */
    private static final int LONGEST_MESSAGE = 4096;

    private final KmsClient client;
    private final String key;
    private final ECPublicKey publicKey;
    private final String keyId;

    private KmsSigner(KmsClient client, String key, ECPublicKey publicKey) {
        this.client = client;
        this.key = key;
        this.publicKey = publicKey;
        this.keyId = thumbprint(publicKey);
    }

    /**
     * The signer of a key.
     *
     * @param key its id, ARN or alias; what the alias names now stays this signer's key
     * @throws IllegalArgumentException where it can't be asked for, or signs no ES256
     */
    static KmsSigner of(KmsClient client, String key) {
        GetPublicKeyResponse answer;
        try {
            answer = client.getPublicKey(request -> request.keyId(key));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("`kms:GetPublicKey` on `" + key + "` failed: " + AwsFailure.why(e), e);
        }
        ECPublicKey publicKey = publicKey(answer)
                .filter(half -> answer.keyUsage() == KeyUsageType.SIGN_VERIFY)
                .orElseThrow(() -> new IllegalArgumentException("key `" + key + "` does not sign ES256:"
                        + " make one with key spec ECC_NIST_P256 and key usage SIGN_VERIFY"));
        return new KmsSigner(client, answer.keyId(), publicKey);
    }

    /** Empty where it is none on P-256. */
    private static Optional<ECPublicKey> publicKey(GetPublicKeyResponse answer) {
        try {
            AlgorithmParameters p256 = AlgorithmParameters.getInstance("EC");
            p256.init(new ECGenParameterSpec("secp256r1"));
            EllipticCurve curve = p256.getParameterSpec(ECParameterSpec.class).getCurve();
            X509EncodedKeySpec spec = new X509EncodedKeySpec(answer.publicKey().asByteArray());
            ECPublicKey key = (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(spec);
            return Optional.of(key).filter(half -> half.getParams().getCurve().equals(curve));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** Its public half as a JWK (RFC 7517). */
    String publicJwk() {
        return required(publicKey).replaceFirst("}$", ",\"alg\":\"ES256\",\"kid\":\"" + keyId + "\",\"use\":\"sig\"}");
    }

    @Override
    public SignatureAlgorithm algorithm() {
        return SignatureAlgorithm.ES256;
    }

    @Override
    public String keyId() {
        return keyId;
    }

    @Override
    public byte[] sign(byte[] input) throws SignerUnavailableException {
        boolean whole = input.length <= LONGEST_MESSAGE;
        SignRequest request = SignRequest.builder()
                .keyId(key)
                .message(SdkBytes.fromByteArray(whole ? input : sha256(input)))
                .messageType(whole ? MessageType.RAW : MessageType.DIGEST)
                .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256)
                .build();
        Optional<byte[]> signature;
        try {
            SdkBytes der = client.sign(request).signature();
            signature = Optional.ofNullable(der).map(SdkBytes::asByteArray).map(DerSignature::toJws);
        } catch (RuntimeException e) {
            throw new SignerUnavailableException("`kms:Sign` with `" + key + "` failed: " + AwsFailure.why(e));
        }
        return signature
                .filter(jws -> holds(jws, input))
                .orElseThrow(() -> new SignerUnavailableException(
                        "`kms:Sign` with `" + key + "` answered what is no signature of that key: do not use it"));
    }

    private boolean holds(byte[] signature, byte[] input) {
        try {
            Signature check = Signature.getInstance("SHA256withECDSAinP1363Format");
            check.initVerify(publicKey);
            check.update(input);
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String thumbprint(ECPublicKey key) {
        return base64Url(sha256(required(key).getBytes(StandardCharsets.US_ASCII)));
    }

    /** RFC 7638 §3.2: the required members of an EC key in lexicographic order. */
    private static String required(ECPublicKey key) {
        String x = coordinate(key.getW().getAffineX().toByteArray());
        String y = coordinate(key.getW().getAffineY().toByteArray());
        return "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"" + x + "\",\"y\":\"" + y + "\"}";
    }

    private static String coordinate(byte[] number) {
        byte[] padded = new byte[COORDINATE];
        int length = Math.min(number.length, COORDINATE);
        System.arraycopy(number, number.length - length, padded, COORDINATE - length, length);
        return base64Url(padded);
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
