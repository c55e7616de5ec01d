package dev.cordon.network;

import java.util.Optional;

/**
 * An IPv4 or IPv6 address as 128 bits; IPv4 is held in its IPv4-mapped form (RFC 4291 §2.5.5.2), so that
 * {@code ::ffff:10.0.0.1} and {@code 10.0.0.1} are one address and can't get two verdicts.
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
public record IpAddress(long high, long low) {

    private static final long MAPPED_PREFIX = 0x0000_FFFF_0000_0000L;

    /**
     * Parses a literal address. Nothing is looked up by name; zone ids, octal or short IPv4 forms are refused.
     *
     * @return the address, or empty where {@code text} is not one
     */
    public static Optional<IpAddress> parse(String text) {
        return text.indexOf(':') >= 0 ? Ipv6Text.parse(text) : ipv4(text).map(IpAddress::ofIpv4);
    }

    static IpAddress ofIpv4(long bits) {
        return new IpAddress(0, MAPPED_PREFIX | bits);
    }

    /** Whether this is an IPv4 address (also when it was written in its IPv6-mapped form). */
    public boolean isIpv4() {
        return high == 0 && (low & 0xFFFF_FFFF_0000_0000L) == MAPPED_PREFIX;
    }

    /** The 32 bits of a dotted-quad address, strictly four decimal numbers without leading zeros. */
    static Optional<Long> ipv4(String text) {
        long bits = 0;
        int number = -1;
        int digits = 0;
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                number = digits == 0 ? c - '0' : number * 10 + c - '0';
                digits++;
                if (number > 255 || digits > 1 && number < 10) {
                    return Optional.empty();
                }
            } else if (c == '.' && digits > 0 && dots < 3) {
                bits = bits << 8 | number;
                dots++;
                digits = 0;
            } else {
                return Optional.empty();
            }
        }
        return dots == 3 && digits > 0 ? Optional.of(bits << 8 | number) : Optional.empty();
    }

    /** The usual text: dotted quad for IPv4, RFC 5952 form for IPv6. */
    @Override
    public String toString() {
        if (isIpv4()) {
            return (low >> 24 & 0xFF) + "." + (low >> 16 & 0xFF) + "." + (low >> 8 & 0xFF) + "." + (low & 0xFF);
        }
        return Ipv6Text.format(high, low);
    }
}
