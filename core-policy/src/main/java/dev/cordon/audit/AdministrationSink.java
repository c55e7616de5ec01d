package dev.cordon.audit;

/** Where records of administration go. Implementations are safe for use by many threads. */
@FunctionalInterface
public interface AdministrationSink {

    /**
     * Takes a record. Never blocks and never throws: what can't be kept is dropped and counted.
     *
     * @param done the record
     */
    void offer(AdministrationRecord done);
}
