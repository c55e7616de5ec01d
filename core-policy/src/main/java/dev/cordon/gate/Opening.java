package dev.cordon.gate;

import dev.cordon.audit.DecisionRecord;

/**
 * What a call opens that outlasts it, such as a connection: it must be known to somebody who can close it before the
 * call is let through.
 */
@FunctionalInterface
public interface Opening {

    /**
     * Notes it. May block; the call waits for it.
     *
     * @param allowed the record of the allow, as it will be written if this succeeds, but for its latency
     * @throws OpeningNotNotedException where it may not have been noted
     */
    void note(DecisionRecord allowed) throws OpeningNotNotedException;
}
