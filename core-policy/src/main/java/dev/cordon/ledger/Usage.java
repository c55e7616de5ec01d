package dev.cordon.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How something in the ledger was used so far.
 *
 * @param first the first use; empty where it was never used
 * @param last the latest use; empty where it was never used
 * @param counts how often, by the operation that was called, such as {@code POST /charges}
 */
public record Usage(Optional<Instant> first, Optional<Instant> last, Map<String, Long> counts) {

    /** Never used. */
    public static final Usage NONE = new Usage(Optional.empty(), Optional.empty(), Map.of());

    /** Copies the map. */
    public Usage {
        counts = Map.copyOf(counts);
    }
}
