package dev.cordon.token;

/** Remembers which DPoP proofs were used. Implementations are safe for use by many threads. */
public interface ReplayStore {

    /** Among whom a proof can be used only once. */
    enum Reach {
        /** Within one process: another instance would take the same proof again. */
        INSTANCE,
        /** Among all enforcement points that share the store. */
        SHARED
    }

    /** How far this store reaches; does not change. */
    Reach reach();

    /**
     * Records the use of a proof, atomically.
     *
     * @param proof what must be used at most once; may be forgotten after {@link ProofId#until}
     * @param now the instant of the call, in seconds since the epoch
     * @return whether this is its first use
     * @throws ReplayStoreUnavailableException where that can't be known; the call must be denied
     */
    boolean firstUse(ProofId proof, long now) throws ReplayStoreUnavailableException;
}
