package dev.cordon.publication;

/** What goes wrong with a store, as a test orders it. */
public final class Outage {

    private volatile boolean down;
    private volatile boolean losesAnswers;
    private volatile boolean faulty;

    /** No answer to anything until {@link #ends}. */
    public void begins() {
        down = true;
    }

    /** What is written is written, but the writer is told nothing, until {@link #ends}. */
    public void losesAnswers() {
        losesAnswers = true;
    }

    /** A fault of the adapter's own, which no port allows, until {@link #ends}. */
    public void isFault() {
        faulty = true;
    }

    /** All is well again. */
    public void ends() {
        down = false;
        losesAnswers = false;
        faulty = false;
    }

    void requireUp() throws StoreUnavailableException {
        if (faulty) {
            throw new IllegalStateException("secret of the adapter");
        }
        if (down) {
            throw new StoreUnavailableException("the store does not answer");
        }
    }

    void requireAnswer() throws StoreUnavailableException {
        if (losesAnswers) {
            throw new StoreUnavailableException("the answer was lost");
        }
    }
}
