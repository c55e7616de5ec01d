package dev.cordon.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes texts that are nearly sound: a sound one with pieces deleted, doubled, swapped, taken from another, or replaced
 * by what readers stumble over. The same seed makes the same texts.
 */
public final class Mutator {

    /** The longest text that is made, in characters, where no sound one is longer. */
    public static final int LONGEST = 20_000;

    /** What readers of any language stumble over. */
    private static final List<String> NASTY = List.of(
            "\0",
            "\ud800",
            "\udc00",
            "\ud83d\ude00",
            "\u212a",
            "\u0130",
            "\uff0f",
            "\ufeff",
            "\u2028",
            "\u007f",
            "\r\n",
            " ",
            "",
            "-1",
            "0",
            "1e309",
            "1E-400",
            "2147483648",
            "9223372036854775808",
            "99999999999999999999999999",
            "null",
            "true",
            "NaN");

    private final SplittableRandom random;
    private final List<String> sound;
    private final List<String> pieces;

    /**
     * @param sound texts that are read; at least one
     * @param pieces what means something to the reader, delimiters above all; at least one
     */
    public Mutator(long seed, List<String> sound, List<String> pieces) {
        this.random = new SplittableRandom(seed);
        this.sound = List.copyOf(sound);
        this.pieces = List.copyOf(pieces);
    }

    /** The next text: now and then a sound one as it is, or one of pieces alone. */
    public String next() {
        if (random.nextInt(10) == 0) {
            return ofPieces();
        }
        String text = one(sound);
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            text = changed(text);
        }
        return text.length() <= LONGEST || sound.contains(text) ? text : text.substring(0, LONGEST);
    }

    private String ofPieces() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(piece());
        }
        return text.toString();
    }

    private String changed(String text) {
        int start = boundary(text, random.nextInt(text.length() + 1));
        int end = boundary(text, Math.min(text.length(), start + 1 + random.nextInt(30)));
        String head = text.substring(0, start);
        String middle = text.substring(start, end);
        String tail = text.substring(end);
        return switch (random.nextInt(8)) {
            case 0 -> head + tail;
            case 1 -> head + middle + middle + tail;
            case 2 -> head + piece() + tail;
            case 3 -> head + piece() + middle + tail;
            case 4 -> swapped(head, middle, tail);
            case 5 -> head + suffix(one(sound));
            case 6 -> head + (char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000) + text.substring(start);
            default -> random.nextInt(20) == 0 ? head + run() + tail : head + tail;
        };
    }

    /** Exchanges what stands there with as much of what follows. */
    private static String swapped(String head, String middle, String tail) {
        int length = Math.min(middle.length(), tail.length());
        return head + tail.substring(0, length) + middle + tail.substring(length);
    }

    private String suffix(String text) {
        return text.substring(boundary(text, random.nextInt(text.length() + 1)));
    }

    /** One thing many times: what nests, or what a reader looks at again and again. */
    private String run() {
        String one = one(pieces);
        return one.repeat(random.nextInt(LONGEST) / Math.max(1, one.length()));
    }

    private String piece() {
        return one(random.nextInt(3) == 0 ? NASTY : pieces);
    }

    private String one(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }

    /** Mostly where a word or number ends, so that whole ones are moved. */
    private int boundary(String text, int from) {
        int at = from;
        while (at > 0
                && at < text.length()
                && random.nextInt(8) != 0
                && Character.isLetterOrDigit(text.charAt(at - 1))
                && Character.isLetterOrDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
