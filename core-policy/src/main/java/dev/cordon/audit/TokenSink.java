package dev.cordon.audit;

/** Where records of what was asked of the token service go. Implementations are safe for use by many threads. */
public interface TokenSink {

    /**
     * Takes a record. Never blocks and never throws: what can't be kept is dropped and counted.
     *
     * @param asked the record
     */
    void offer(TokenRecord asked);
}
