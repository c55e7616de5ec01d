package dev.cordon.limit;

import dev.cordon.policy.FlowId;
import dev.cordon.policy.RateLimit;

/** Counts the use of flows. Implementations are safe for use by many threads. */
public interface CounterStore {

    /**
     * Takes one call from a flow's bucket, atomically.
     *
     * @param flow whose bucket
     * @param limit how fast it refills and how much it holds
     * @param nanos the instant of the call on a monotonic clock, in nanoseconds
     * @return 0 where the call may go on; else the nanoseconds after which a call may be tried again
     * @throws CounterStoreUnavailableException where the count can't be known; the call must be denied
     */
    long take(FlowId flow, RateLimit limit, long nanos) throws CounterStoreUnavailableException;
}
