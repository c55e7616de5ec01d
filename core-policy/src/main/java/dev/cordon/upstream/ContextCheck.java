package dev.cordon.upstream;

/** The outcome of verifying a context: what it says, or the first thing that is wrong with it. */
public sealed interface ContextCheck {

    /** An enforcement point let this very call through. */
    record Verified(UpstreamContext context) implements ContextCheck {}

    /** Refuse the call: 403, with no more said to the caller. */
    record Rejected(ContextDefect defect) implements ContextCheck {}
}
