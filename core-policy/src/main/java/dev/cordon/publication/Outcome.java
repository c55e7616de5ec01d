package dev.cordon.publication;

/** What became of a publication. */
public sealed interface Outcome {

    /** It is what the head demands now. */
    record Published(long sequence) implements Outcome {}

    /** The same bytes had been published before; nothing was changed. */
    record AlreadyPublished(long sequence) implements Outcome {}

    /**
     * It is not what is published, and must not be.
     *
     * @param why what is wrong and what to do, in one line
     */
    record Refused(String why) implements Outcome {}
}
