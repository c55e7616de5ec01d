package dev.cordon.mesh.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/** AES-256 in GCM (NIST SP 800-38D) with a random nonce of 96 bits; what is encrypted can't pass for another key's. */
final class KeyCipher {

    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final MasterKey masterKey;
    private final SecureRandom random;

    KeyCipher(MasterKey masterKey, SecureRandom random) {
        this.masterKey = masterKey;
        this.random = random;
    }

    /** The nonce, the encrypted text and its tag, in base64url. */
    String encrypt(String keyId, String secret) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, keyId, nonce).doFinal(secret.getBytes(StandardCharsets.UTF_8));
            byte[] whole = ByteBuffer.allocate(NONCE + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has AES in GCM", e);
        }
    }

    /** @throws GeneralSecurityException where it was encrypted under another master key, or for another {@code kid} */
    String decrypt(String keyId, String encrypted) throws GeneralSecurityException {
        byte[] whole = decode(encrypted);
        byte[] nonce = new byte[NONCE];
        System.arraycopy(whole, 0, nonce, 0, NONCE);
        byte[] secret = cipher(Cipher.DECRYPT_MODE, keyId, nonce).doFinal(whole, NONCE, whole.length - NONCE);
        return new String(secret, StandardCharsets.UTF_8);
    }

    private static byte[] decode(String encrypted) throws GeneralSecurityException {
        try {
            byte[] whole = Base64.getUrlDecoder().decode(encrypted);
            if (whole.length >= NONCE + TAG_BITS / Byte.SIZE) {
                return whole;
            }
        } catch (IllegalArgumentException e) {
            // Refused like what is too short.
        }
        throw new GeneralSecurityException("this was never encrypted here");
    }

    private Cipher cipher(int mode, String keyId, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(mode, masterKey.reveal(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD((Entries.FORMAT + " signing key " + keyId).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
