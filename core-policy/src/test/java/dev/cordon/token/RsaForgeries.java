package dev.cordon.token;

import java.math.BigInteger;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** RS256 signatures whose encoded message (RFC 8017 §9.2) is another than the one that may be; by family. */
final class RsaForgeries {

    private static final String SHA256 = "3031300d060960864801650304020105000420";

    private final RSAPublicKey key;
    private final BigInteger secret;
    private final byte[] hash;
    private final int size;
    private final Map<String, byte[]> made = new LinkedHashMap<>();

    RsaForgeries(RSAPublicKey key, RSAPrivateKey secret, byte[] input) {
        this.key = key;
        this.secret = secret.getPrivateExponent();
        this.hash = TokenHash.sha256(input);
        this.size = (key.getModulus().bitLength() + 7) / 8;
    }

    byte[] good() {
        return signed(padded(info(SHA256)));
    }

    Map<String, byte[]> all() {
        digests();
        paddings();
        numbers();
        roots();
        return made;
    }

    private void digests() {
        put("no parameters", info("302f300b0609608648016503040201" + "0420"));
        put("other parameters", info("3032300e060960864801650304020104010" + "00420"));
        put("long length", info("308131300d060960864801650304020105000420"));
        put("long inner length", info("303230810d060960864801650304020105000420"));
        put("long hash length", info("3032300d06096086480165030402010500048120"));
        put("long length of the null", info("3032300e06096086480165030402010581000420"));
        put("indefinite length", EcdsaForgeries.join(info("3080300d060960864801650304020105000420"), new byte[2]));
        put("SHA-1's name", info("3029300906052b0e03021a05000420"));
        put("SHA-384's name", info("3031300d060960864801650304020205000420"));
        put("SHA-512's name", info("3031300d060960864801650304020305000420"));
        put("the hash alone", hash);
        put("nothing", new byte[0]);
        put("a bit string", info("3031300d060960864801650304020105000320"));
        put("garbage within", EcdsaForgeries.join(info("3033300d060960864801650304020105000420"), new byte[2]));
        put("garbage behind", EcdsaForgeries.join(info(SHA256), new byte[] {5, 0}));
        byte[] other = hash.clone();
        other[31] ^= 1;
        put("another hash", EcdsaForgeries.join(HexFormat.of().parseHex(SHA256), other));
        put("a cut hash", Arrays.copyOf(info(SHA256), 50));
    }

    private void paddings() {
        byte[] right = padded(info(SHA256));
        for (int at : new int[] {0, 1, 2, 10, size / 2, size - 53}) {
            for (int value : new int[] {0, 1, 2, 0xFE}) {
                byte[] changed = right.clone();
                changed[at] = (byte) value;
                if (!Arrays.equals(changed, right)) {
                    made.put("byte " + at + " is " + value, signed(changed));
                }
            }
        }
        for (int ones : new int[] {0, 1, 7, 8, 9, 100}) {
            byte[] front = new byte[ones + 3];
            Arrays.fill(front, (byte) 0xFF);
            front[0] = 0;
            front[1] = 1;
            front[ones + 2] = 0;
            byte[] moved = Arrays.copyOf(EcdsaForgeries.join(front, info(SHA256)), size);
            made.put("garbage behind " + ones + " ones", signed(moved));
        }
    }

    private void numbers() {
        byte[] good = good();
        BigInteger number = new BigInteger(1, good);
        BigInteger modulus = key.getModulus();
        made.put("zero", new byte[size]);
        made.put("one", EcdsaForgeries.fixed(BigInteger.ONE, size));
        made.put("modulus", EcdsaForgeries.fixed(modulus, size));
        made.put("modulus less one", EcdsaForgeries.fixed(modulus.subtract(BigInteger.ONE), size));
        made.put("negated", EcdsaForgeries.fixed(modulus.subtract(number), size));
        made.put("beyond the modulus", EcdsaForgeries.fixed(modulus.add(number), size + 1));
        made.put("empty", new byte[0]);
        made.put("cut", Arrays.copyOf(good, size - 1));
        made.put("a byte more", Arrays.copyOf(good, size + 1));
        made.put("zero before", EcdsaForgeries.join(new byte[1], good));
    }

    /** Bleichenbacher's of 2006: without the secret, where the exponent is 3 and what follows the hash is not read. */
    private void roots() {
        for (int ones : new int[] {0, 1, 8, 20}) {
            byte[] front = new byte[ones + 3];
            Arrays.fill(front, (byte) 0xFF);
            front[0] = 0;
            front[1] = 1;
            front[ones + 2] = 0;
            byte[] start = EcdsaForgeries.join(front, info(SHA256));
            byte[] most = Arrays.copyOf(start, size);
            Arrays.fill(most, start.length, size, (byte) 0xFF);
            BigInteger root = cubeRoot(new BigInteger(1, most));
            made.put("cube root behind " + ones, EcdsaForgeries.fixed(root, size));
        }
    }

    /** The largest whole number whose cube is not above. */
    private static BigInteger cubeRoot(BigInteger of) {
        BigInteger low = BigInteger.ZERO;
        BigInteger high = BigInteger.ONE.shiftLeft(of.bitLength() / 3 + 1);
        while (high.subtract(low).compareTo(BigInteger.ONE) > 0) {
            BigInteger middle = low.add(high).shiftRight(1);
            if (middle.pow(3).compareTo(of) <= 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private byte[] info(String prefix) {
        return EcdsaForgeries.join(HexFormat.of().parseHex(prefix), hash);
    }

    private void put(String name, byte[] info) {
        made.put(name, signed(padded(info)));
    }

    private byte[] padded(byte[] info) {
        byte[] all = new byte[size];
        Arrays.fill(all, (byte) 0xFF);
        all[0] = 0;
        all[1] = 1;
        all[size - info.length - 1] = 0;
        System.arraycopy(info, 0, all, size - info.length, info.length);
        return all;
    }

    private byte[] signed(byte[] message) {
        BigInteger number = new BigInteger(1, message).mod(key.getModulus());
        return EcdsaForgeries.fixed(number.modPow(secret, key.getModulus()), size);
    }
}
