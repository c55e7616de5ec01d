package dev.cordon.chain;

/**
 * What lies in a log since the last whole line: a half line that a crash or a full disk left. Immutable.
 *
 * @param bytes how many bytes, without the line feed that ends them
 * @param sha256 their SHA-256 in base64url
 */
public record TornPart(long bytes, String sha256) {

    /** @throws IllegalArgumentException where it can be none */
    public TornPart {
        if (bytes <= 0 || !Link.isValue(sha256)) {
            throw new IllegalArgumentException("this is no torn part of a log");
        }
    }

    /** What these bytes are. */
    public static TornPart of(byte[] bytes) {
        return new TornPart(bytes.length, new ChainHash().of(bytes));
    }
}
