package dev.cordon.network;

import java.util.Optional;

/** Reads the text forms of RFC 4291 §2.2 and writes the one of RFC 5952. */
final class Ipv6Text {

    private static final int GROUPS = 8;

    private Ipv6Text() {}

    static Optional<IpAddress> parse(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            int[] groups = groups(text);
            return groups.length == GROUPS ? Optional.of(join(groups, new int[0])) : Optional.empty();
        }
        String before = text.substring(0, gap);
        String after = text.substring(gap + 2);
        int[] left = before.isEmpty() ? new int[0] : groups(before);
        int[] right = after.isEmpty() ? new int[0] : groups(after);
        boolean broken = !before.isEmpty() && left.length == 0
                || !after.isEmpty() && right.length == 0
                || before.indexOf('.') >= 0
                || left.length + right.length >= GROUPS;
        return broken ? Optional.empty() : Optional.of(join(left, right));
    }

    /** The 16-bit groups of a part without {@code ::}; none at all where it is malformed. */
    private static int[] groups(String part) {
        String[] pieces = part.split(":", -1);
        boolean mapped = pieces[pieces.length - 1].indexOf('.') >= 0;
        int[] groups = new int[pieces.length + (mapped ? 1 : 0)];
        if (groups.length > GROUPS) {
            return new int[0];
        }
        int hex = mapped ? pieces.length - 1 : pieces.length;
        for (int i = 0; i < hex; i++) {
            int group = group(pieces[i]);
            if (group < 0) {
                return new int[0];
            }
            groups[i] = group;
        }
        if (mapped) {
            Optional<Long> bits = IpAddress.ipv4(pieces[pieces.length - 1]);
            if (bits.isEmpty()) {
                return new int[0];
            }
            groups[hex] = (int) (bits.get() >>> 16);
            groups[hex + 1] = (int) (bits.get() & 0xFFFF);
        }
        return groups;
    }

    private static int group(String text) {
        if (text.isEmpty() || text.length() > 4) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static IpAddress join(int[] left, int[] right) {
        int[] all = new int[GROUPS];
        System.arraycopy(left, 0, all, 0, left.length);
        System.arraycopy(right, 0, all, GROUPS - right.length, right.length);
        return new IpAddress(half(all, 0), half(all, 4));
    }

    private static long half(int[] groups, int from) {
        long bits = 0;
        for (int i = from; i < from + 4; i++) {
            bits = bits << 16 | groups[i];
        }
        return bits;
    }

    static String format(long high, long low) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            long half = i < 4 ? high : low;
            groups[i] = (int) (half >>> (48 - 16 * (i % 4)) & 0xFFFF);
        }
        int start = -1;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int run = 0;
            while (i + run < GROUPS && groups[i + run] == 0) {
                run++;
            }
            if (run > length) {
                start = i;
                length = run;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
            } else {
                boolean first = text.length() == 0 || text.charAt(text.length() - 1) == ':';
                text.append(first ? "" : ":").append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
