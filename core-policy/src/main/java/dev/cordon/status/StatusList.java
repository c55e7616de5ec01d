package dev.cordon.status;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.OptionalInt;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The statuses of many tokens, 1, 2, 4 or 8 bits each, by their places (draft-ietf-oauth-status-list §4). Immutable.
 */
public final class StatusList {

    /** The most bytes that a list is unpacked to: 32 million places of one bit. */
    static final int MOST_BYTES = 4 * 1024 * 1024;

    private static final int CHUNK = 64 * 1024;

    private final int bits;
    private final byte[] statuses;

    private StatusList(int bits, byte[] statuses) {
        this.bits = bits;
        this.statuses = statuses;
    }

    /**
     * A list of one bit a place.
     *
     * @param size how many places there are, a multiple of 8
     * @param revoked those whose bit is set
     * @throws IllegalArgumentException where the size is none, or a place is beyond it
     */
    public static StatusList of(int size, BitSet revoked) {
        if (size <= 0 || size % 8 != 0 || size / 8 > MOST_BYTES || revoked.length() > size) {
            throw new IllegalArgumentException("a status list has a multiple of 8 places, and no place beyond them");
        }
        // a bit set counts from the least significant bit, as a status list does
        return new StatusList(1, Arrays.copyOf(revoked.toByteArray(), size / 8));
    }

    /**
     * Reads a list.
     *
     * @param bits {@code bits}
     * @param lst {@code lst}: base64url of a zlib stream (RFC 1950)
     * @throws UnreadableStatusListException where that is no list, or one of more than 4 MiB
     */
    public static StatusList decode(long bits, String lst) throws UnreadableStatusListException {
        if (bits != 1 && bits != 2 && bits != 4 && bits != 8) {
            throw new UnreadableStatusListException("a status has 1, 2, 4 or 8 bits");
        }
        return new StatusList((int) bits, inflate(bytes(lst)));
    }

    /** In the one spelling without padding and unused bits. */
    private static byte[] bytes(String lst) throws UnreadableStatusListException {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(lst.getBytes(StandardCharsets.ISO_8859_1));
            if (base64(bytes).equals(lst)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Told like another spelling.
        }
        throw new UnreadableStatusListException("a status list is text in base64url without padding");
    }

    private static byte[] inflate(byte[] packed) throws UnreadableStatusListException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            ByteArrayOutputStream statuses = new ByteArrayOutputStream();
            byte[] chunk = new byte[CHUNK];
            while (!inflater.finished()) {
                int count = inflater.inflate(chunk);
                statuses.write(chunk, 0, count);
                if (statuses.size() > MOST_BYTES || count == 0 && !inflater.finished()) {
                    throw new UnreadableStatusListException("a status list is a whole zlib stream of at most 4 MiB");
                }
            }
            if (inflater.getRemaining() > 0) {
                throw new UnreadableStatusListException("something follows a status list's zlib stream");
            }
            return statuses.toByteArray();
        } catch (DataFormatException e) {
            throw new UnreadableStatusListException("a status list is no zlib stream");
        } finally {
            inflater.end();
        }
    }

    /** {@code lst}: base64url of a zlib stream, as small as that gets. */
    public String encode() {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(statuses);
            deflater.finish();
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            byte[] chunk = new byte[CHUNK];
            while (!deflater.finished()) {
                packed.write(chunk, 0, deflater.deflate(chunk));
            }
            return base64(packed.toByteArray());
        } finally {
            deflater.end();
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** {@code bits}: how many bits a status has. */
    public int bits() {
        return bits;
    }

    /** How many places there are. */
    public long size() {
        return statuses.length * 8L / bits;
    }

    /** The status at a place; empty where there is no such place. */
    public OptionalInt at(long index) {
        if (index < 0 || index >= size()) {
            return OptionalInt.empty();
        }
        long first = index * bits;
        int octet = statuses[(int) (first / 8)] & 0xFF;
        return OptionalInt.of(octet >> (int) (first % 8) & (1 << bits) - 1);
    }
}
