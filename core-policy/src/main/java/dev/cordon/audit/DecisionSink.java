package dev.cordon.audit;

/** Where records of decisions go. Implementations are safe for use by many threads. */
public interface DecisionSink {

    /**
     * Takes a record. Never blocks and never throws: what can't be kept is dropped and counted.
     *
     * @param decision the record
     */
    void offer(DecisionRecord decision);

    /**
     * Whether anybody reads how a denial came about ({@link DecisionRecord.Subject#why}). Where nobody does, it is left
     * out: working it out takes about as long as the decision.
     */
    default boolean readsWhy() {
        return true;
    }

    /** How many records were dropped since the sink was made; never falls. */
    long dropped();
}
