package dev.cordon.network;

import java.util.Optional;

/**
 * A block of addresses (RFC 4632, RFC 4291 §2.3). Host bits are zero: {@code 10.0.0.1/8} is refused rather than read as
 * {@code 10.0.0.0/8}, because its author may have meant {@code /32}.
 *
 * @param base the first address of the block
 * @param prefix the number of fixed bits, counted on 128 (an IPv4 prefix plus 96)
 */
public record Cidr(IpAddress base, int prefix) {

    /** @throws IllegalArgumentException where the prefix is out of range or host bits are set */
    public Cidr {
        if (prefix < 0 || prefix > 128) {
            throw new IllegalArgumentException("a prefix is from 0 to 128 bits");
        }
        if (!isMasked(base, prefix)) {
            throw new IllegalArgumentException("the block has bits set behind its prefix");
        }
    }

    /**
     * Parses {@code 10.20.0.0/16}, {@code 2001:db8::/32}, or a single address.
     *
     * @return the block, or empty where the text is none or has host bits set
     */
    public static Optional<Cidr> parse(String text) {
        int slash = text.indexOf('/');
        Optional<IpAddress> address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        boolean quad = text.indexOf(':') < 0;
        int prefix = slash < 0 ? 128 : prefix(text.substring(slash + 1), quad);
        boolean valid = prefix >= 0 && isMasked(address.get(), prefix);
        return valid ? Optional.of(new Cidr(address.get(), prefix)) : Optional.empty();
    }

    private static int prefix(String digits, boolean quad) {
        boolean plain = !digits.isEmpty()
                && digits.length() <= 3
                && isDecimal(digits)
                && (digits.length() == 1 || digits.charAt(0) != '0');
        if (!plain) {
            return -1;
        }
        int bits = Integer.parseInt(digits);
        int most = quad ? 32 : 128;
        return bits > most ? -1 : quad ? bits + 96 : bits;
    }

    private static boolean isDecimal(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Whether the address lies in this block. */
    public boolean contains(IpAddress address) {
        return (address.high() & highMask(prefix)) == base.high() && (address.low() & lowMask(prefix)) == base.low();
    }

    /** Whether all bits behind the prefix are zero. */
    private static boolean isMasked(IpAddress address, int prefix) {
        return (address.high() & ~highMask(prefix)) == 0 && (address.low() & ~lowMask(prefix)) == 0;
    }

    private static long highMask(int prefix) {
        return prefix == 0 ? 0 : prefix >= 64 ? -1L : -1L << (64 - prefix);
    }

    private static long lowMask(int prefix) {
        return prefix <= 64 ? 0 : -1L << (128 - prefix);
    }

    /** The text form that {@link #parse} reads back. */
    @Override
    public String toString() {
        return base + "/" + (base.isIpv4() && prefix >= 96 ? prefix - 96 : prefix);
    }
}
