package dev.cordon.mesh;

import java.time.Duration;

/** What a simulation saw, to see that it saw enough. */
final class InterleavedCounts {

    long allowed;
    long denied;
    /** Calls with tokens that were revoked, however long ago. */
    long dead;

    private Duration longest = Duration.ZERO;
    private long late;

    /** A call was allowed so long after its token was revoked, and in time. */
    void within(Duration time) {
        late++;
        longest = longest.compareTo(time) > 0 ? longest : time;
    }

    @Override
    public String toString() {
        return allowed + " calls allowed, " + denied + " denied; " + dead + " with what was revoked, of which " + late
                + " went on before their deadline, the longest after " + longest.toMillis() + " ms";
    }
}
