package dev.cordon.mesh.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Lines for operators that whoever asks could cause as often as he likes: of each kind one a minute, which tells how
 * many were left out. Safe for use by many threads.
 */
final class RareNotices {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Consumer<String> notices;
    private final Map<String, Told> told = new HashMap<>();

    /** When a line of a kind was told last, and how many were not told since. */
    private record Told(Instant at, long leftOut) {}

    RareNotices(InstantSource clock, Consumer<String> notices) {
        this.clock = clock;
        this.notices = notices;
    }

    /** @param kind what it is about: one of few, and nothing that somebody else may choose */
    void tell(String kind, String line) {
        next(kind).ifPresent(leftOut -> notices.accept(line + (leftOut == 0 ? "" : " (and " + leftOut + " before)")));
    }

    private synchronized Optional<Long> next(String kind) {
        Instant now = clock.instant();
        Told last = told.get(kind);
        // a clock that was set back tells once more
        boolean waits = last != null
                && !now.isBefore(last.at())
                && now.isBefore(last.at().plus(PAUSE));
        if (last != null && waits) {
            told.put(kind, new Told(last.at(), last.leftOut() + 1));
            return Optional.empty();
        }
        told.put(kind, new Told(now, 0));
        return Optional.of(last == null ? 0L : last.leftOut());
    }
}
