package dev.cordon.discovery;

import dev.cordon.token.JsonWebKeys;
import java.time.Duration;
import java.util.Optional;

/**
 * What is known of one issuer's keys, and when to ask for them again. However many tokens name keys that are not known,
 * the issuer is asked once at a time, and for such tokens at most once in {@link #DEMAND_PAUSE}. Instants are
 * nanoseconds on a monotonic clock. Immutable.
 */
public final class KnownKeys {

    /** How long to wait after one request before unknown keys are the reason for another. */
    public static final Duration DEMAND_PAUSE = Duration.ofSeconds(30);
    /** Keys are read anew no more often than this, whatever their issuer says. */
    public static final Duration SHORTEST_AGE = Duration.ofMinutes(5);
    /** Keys are read anew at least this often: one that its issuer takes back must not count for long. */
    public static final Duration LONGEST_AGE = Duration.ofHours(6);
    /** How long keys count while their issuer does not answer. */
    public static final Duration LAST_GOOD = Duration.ofHours(24);

    private static final Duration USUAL_AGE = Duration.ofHours(1);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(10);
    private static final int MOST_DOUBLINGS = 5;

    private final Optional<Read> read;
    private final Asking asking;
    private final long due;
    private final boolean demanded;

    /** Keys, and when the request for them began. */
    private record Read(JsonWebKeys keys, long since) {}

    /**
     * How asking went.
     *
     * @param last when it last began
     * @param now whether an answer is outstanding
     * @param failures how often it failed since it last succeeded
     */
    private record Asking(long last, boolean now, int failures) {}

    private KnownKeys(Optional<Read> read, Asking asking, long due, boolean demanded) {
        this.read = read;
        this.asking = asking;
        this.due = due;
        this.demanded = demanded;
    }

    /** Nothing is known, and it is time to ask. */
    public static KnownKeys none(long now) {
        return new KnownKeys(Optional.empty(), new Asking(now, false, 0), now, false);
    }

    /** Whether it is time to ask. */
    public boolean isDue(long now) {
        boolean wanted = demanded && now - asking.last() >= DEMAND_PAUSE.toNanos();
        return !asking.now() && (now - due >= 0 || wanted);
    }

    /** A token named a key that is not known. */
    public KnownKeys demanded() {
        return demanded ? this : new KnownKeys(read, asking, due, true);
    }

    /** The issuer is being asked. */
    public KnownKeys asked(long now) {
        return new KnownKeys(read, new Asking(now, true, asking.failures()), due, false);
    }

    /** The issuer answered. The next request comes when three quarters of the answer's life are over. */
    public KnownKeys found(KeyFetcher.Fetched fetched) {
        Duration age = fetched.maxAge().orElse(USUAL_AGE);
        Duration bounded = age.compareTo(SHORTEST_AGE) < 0 ? SHORTEST_AGE : age;
        bounded = bounded.compareTo(LONGEST_AGE) > 0 ? LONGEST_AGE : bounded;
        long began = asking.last();
        return new KnownKeys(
                Optional.of(new Read(fetched.keys(), began)),
                new Asking(began, false, 0),
                began + bounded.toNanos() / 4 * 3,
                demanded);
    }

    /** The issuer did not answer as it should. The next request waits, twice as long each time up to five minutes. */
    public KnownKeys failed(long now) {
        int failures = asking.failures();
        long pause = FIRST_RETRY.toNanos() << Math.min(failures, MOST_DOUBLINGS);
        long longest = SHORTEST_AGE.toNanos();
        return new KnownKeys(
                read,
                new Asking(asking.last(), false, Math.min(failures + 1, MOST_DOUBLINGS)),
                now + Math.min(pause, longest),
                demanded);
    }

    /** Its keys, as long as they count. */
    public Optional<JsonWebKeys> keys(long now) {
        return read.filter(one -> now - one.since() < LAST_GOOD.toNanos()).map(Read::keys);
    }

    /** Whether the last request failed. */
    public boolean isFailing() {
        return asking.failures() > 0;
    }
}
