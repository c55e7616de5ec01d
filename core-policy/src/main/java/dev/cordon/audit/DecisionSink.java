package dev.cordon.audit;

/** Where records of decisions go. Implementations are safe for use by many threads. */
public interface DecisionSink {

    /**
     * Takes a record. Never blocks and never throws: what can't be kept is dropped and counted.
     *
     * @param decision the record
     */
    void offer(DecisionRecord decision);

    /** How many records were dropped since the sink was made; never falls. */
    long dropped();
}
