package dev.cordon.token;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Ed25519 signatures that don't hold (RFC 8032 §5.1.7, §8.4), made of one that does; by family. */
final class EdwardsForgeries {

    /** The order of the base point: a scalar that is not below it is another spelling of one that is. */
    private static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final int HALF = 32;

    private final byte[] good;
    private final byte[] point;
    private final BigInteger scalar;
    private final Map<String, byte[]> made = new LinkedHashMap<>();

    EdwardsForgeries(byte[] good) {
        this.good = good;
        this.point = Arrays.copyOf(good, HALF);
        this.scalar = new BigInteger(1, reversed(Arrays.copyOfRange(good, HALF, 2 * HALF)));
    }

    Map<String, byte[]> all() {
        scalars();
        points();
        sizes();
        bits();
        return made;
    }

    private void scalars() {
        BigInteger most = BigInteger.TWO.pow(256);
        for (BigInteger more = scalar.add(ORDER); more.compareTo(most) < 0; more = more.add(ORDER)) {
            scalar("another spelling " + more.shiftRight(240), more);
        }
        scalar("zero", BigInteger.ZERO);
        scalar("one", BigInteger.ONE);
        scalar("order", ORDER);
        scalar("order less one", ORDER.subtract(BigInteger.ONE));
        scalar("negated", ORDER.subtract(scalar));
        scalar("all ones", most.subtract(BigInteger.ONE));
        for (int bit = 253; bit < 256; bit++) {
            scalar("high bit " + bit, scalar.setBit(bit));
        }
    }

    private void points() {
        for (int y = 0; y < 19; y++) {
            BigInteger beyond = PRIME.add(BigInteger.valueOf(y));
            point("a point beyond the prime " + y, beyond);
            point("a point beyond the prime, negative " + y, beyond.setBit(255));
        }
        point("zero", BigInteger.ZERO);
        point("identity", BigInteger.ONE);
        point("negative identity", BigInteger.ONE.setBit(255));
        point("of order two", PRIME.subtract(BigInteger.ONE));
        made.put("both zero", new byte[2 * HALF]);
        byte[] identity = new byte[2 * HALF];
        identity[0] = 1;
        made.put("identity and zero", identity);
        byte[] other = good.clone();
        other[HALF - 1] ^= (byte) 0x80;
        made.put("the other point", other);
    }

    private void bits() {
        for (int bit = 0; bit < 512; bit += 37) {
            byte[] flipped = good.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            made.put("bit " + bit, flipped);
        }
    }

    private void sizes() {
        made.put("empty", new byte[0]);
        made.put("cut", Arrays.copyOf(good, 63));
        made.put("the point alone", point);
        made.put("a byte more", Arrays.copyOf(good, 65));
        made.put("twice", EcdsaForgeries.join(good, good));
        made.put("as long as Ed448's", Arrays.copyOf(good, 114));
        made.put("swapped", EcdsaForgeries.join(Arrays.copyOfRange(good, HALF, 2 * HALF), point));
    }

    private void scalar(String name, BigInteger other) {
        made.put("scalar " + name, EcdsaForgeries.join(point, little(other)));
    }

    private void point(String name, BigInteger other) {
        made.put("point " + name, EcdsaForgeries.join(little(other), Arrays.copyOfRange(good, HALF, 2 * HALF)));
    }

    private static byte[] little(BigInteger number) {
        return reversed(EcdsaForgeries.fixed(number, HALF));
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
