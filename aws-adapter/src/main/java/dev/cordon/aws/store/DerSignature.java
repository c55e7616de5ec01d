package dev.cordon.aws.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An ECDSA signature on P-256, from the DER of KMS (RFC 3279 §2.2.3) to the form of JWS (RFC 7518 §3.4). */
final class DerSignature {

    private static final int HALF = 32;
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;

    private final byte[] der;
    private int at;

    private DerSignature(byte[] der) {
        this.der = der;
    }

    /** {@code R || S}, 32 bytes each; null where the bytes are no such signature. */
    static byte @Nullable [] toJws(byte[] der) {
        DerSignature reader = new DerSignature(der);
        byte[] jws = new byte[2 * HALF];
        boolean whole = reader.open(SEQUENCE) == der.length - 2
                && reader.integer(jws, HALF)
                && reader.integer(jws, 2 * HALF)
                && reader.at == der.length;
        return whole ? jws : null;
    }

    /**
     * The length of a value with that tag, or -1; a signature is shorter than the 128 bytes that need more than one.
     */
    private int open(int tag) {
        if (at + 2 > der.length || der[at] != tag || der[at + 1] < 0) {
            return -1;
        }
        int length = der[at + 1];
        at += 2;
        return at + length <= der.length ? length : -1;
    }

    /** Puts the next integer, right-aligned, before {@code end}. */
    private boolean integer(byte[] jws, int end) {
        int length = open(INTEGER);
        if (length < 1 || der[at] < 0) {
            return false;
        }
        int zeros = length > 1 && der[at] == 0 ? 1 : 0;
        byte[] number = Arrays.copyOfRange(der, at + zeros, at + length);
        at += length;
        if (number.length > HALF) {
            return false;
        }
        System.arraycopy(number, 0, jws, end - number.length, number.length);
        return true;
    }
}
