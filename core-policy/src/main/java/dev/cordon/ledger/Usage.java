package dev.cordon.ledger;

import java.time.Instant;
import java.util.HashMap;
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

    /** These uses, and some more. */
    public Usage and(Use<?> use) {
        Map<String, Long> sums = new HashMap<>(counts);
        sums.merge(use.operation(), use.count(), Long::sum);
        Instant earliest = first.filter(use.at()::isAfter).orElse(use.at());
        Instant latest = last.filter(use.at()::isBefore).orElse(use.at());
        return new Usage(Optional.of(earliest), Optional.of(latest), sums);
    }
}
