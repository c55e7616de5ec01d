package dev.cordon.token;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** ES256 signatures that don't hold, made of one that does; by family. */
final class EcdsaForgeries {

    /** FIPS 186-4 D.1.2.3. */
    static final BigInteger ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    /** The curve's prime. */
    private static final BigInteger PRIME =
            new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);

    private static final int HALF = 32;

    private final BigInteger r;
    private final BigInteger s;
    private final byte[] good;
    private final Map<String, byte[]> made = new LinkedHashMap<>();

    EcdsaForgeries(byte[] good) {
        this.good = good;
        this.r = new BigInteger(1, Arrays.copyOf(good, HALF));
        this.s = new BigInteger(1, Arrays.copyOfRange(good, HALF, 2 * HALF));
    }

    Map<String, byte[]> all() {
        ranges();
        kin();
        sizes();
        bits();
        return made;
    }

    /** RFC 7518 §3.4 with FIPS 186-4 §6.4.2: r and s are from 1 to below the order. */
    private void ranges() {
        BigInteger two = BigInteger.TWO;
        BigInteger most = two.pow(256).subtract(BigInteger.ONE);
        List<BigInteger> odd = List.of(
                BigInteger.ZERO,
                BigInteger.ONE,
                two,
                ORDER.subtract(BigInteger.ONE),
                ORDER,
                ORDER.add(BigInteger.ONE),
                PRIME,
                PRIME.subtract(ORDER),
                most);
        for (BigInteger one : odd) {
            put("r " + one.toString(16), one, s);
            put("s " + one.toString(16), r, one);
            for (BigInteger other : odd) {
                put("r " + one.toString(16) + " s " + other.toString(16), one, other);
            }
        }
    }

    private void kin() {
        put("swapped", s, r);
        put("r negated", ORDER.subtract(r), s);
        put("r one more", r.add(BigInteger.ONE), s);
        put("s one less", r, s.subtract(BigInteger.ONE));
        put("s inverted", r, s.modInverse(ORDER));
    }

    private void bits() {
        for (int bit = 0; bit < 512; bit += 37) {
            byte[] flipped = good.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            made.put("bit " + bit, flipped);
        }
    }

    private void put(String name, BigInteger first, BigInteger second) {
        made.put(name, join(fixed(first, HALF), fixed(second, HALF)));
    }

    private void sizes() {
        made.put("empty", new byte[0]);
        made.put("one byte", new byte[1]);
        made.put("cut", Arrays.copyOf(good, 63));
        made.put("r alone", Arrays.copyOf(good, HALF));
        made.put("a byte more", Arrays.copyOf(good, 65));
        made.put("zero before", join(new byte[1], good));
        made.put("wide halves", join(fixed(r, HALF + 1), fixed(s, HALF + 1)));
        made.put("halves of P-384", join(fixed(r, 48), fixed(s, 48)));
        made.put("halves of P-521", join(fixed(r, 66), fixed(s, 66)));
        made.put("all zeros of P-384", new byte[96]);
        made.put("DER", der(r, s));
        made.put("DER of zeros", der(BigInteger.ZERO, BigInteger.ZERO));
        made.put("DER of order", der(ORDER, ORDER));
        made.put("twice", join(good, good));
    }

    private static byte[] der(BigInteger r, BigInteger s) {
        byte[] first = r.toByteArray();
        byte[] second = s.toByteArray();
        byte[] body = join(
                join(new byte[] {2, (byte) first.length}, first), join(new byte[] {2, (byte) second.length}, second));
        return join(new byte[] {0x30, (byte) body.length}, body);
    }

    static byte[] fixed(BigInteger number, int size) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[size];
        for (int i = 1; i <= Math.min(size, bytes.length); i++) {
            fixed[size - i] = bytes[bytes.length - i];
        }
        return fixed;
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
