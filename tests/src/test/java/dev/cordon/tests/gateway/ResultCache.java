package dev.cordon.tests.gateway;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Results that a gateway keeps for a fixed time, whatever became of what they were made from. */
public final class ResultCache<V> {

    private record Kept<V>(V value, Instant until) {}

    private final Duration ttl;
    private final InstantSource clock;
    private final Map<String, Kept<V>> results = new HashMap<>();

    /** A cache; with no time at all it keeps nothing. */
    public ResultCache(Duration ttl, InstantSource clock) {
        this.ttl = ttl;
        this.clock = clock;
    }

    /** What is kept under a key. */
    public synchronized Optional<V> find(String key) {
        return Optional.ofNullable(results.get(key))
                .filter(kept -> clock.instant().isBefore(kept.until()))
                .map(Kept::value);
    }

    /** Keeps a result from now on. */
    public synchronized void keep(String key, V value) {
        results.put(key, new Kept<>(value, clock.instant().plus(ttl)));
    }

    /** Forgets everything, as a flush does. */
    public synchronized void clear() {
        results.clear();
    }
}
