package dev.cordon.mesh;

import dev.cordon.lifecycle.Disposition;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts the events of services by what became of them, and alarms. Safe for use by many threads; never blocks. */
public final class EventMeter {

    private final Map<Outcome, LongAdder> counts;
    private final LongAdder alarms = new LongAdder();

    /** Nothing is counted yet. */
    public EventMeter() {
        Map<Outcome, LongAdder> all = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            all.put(outcome, new LongAdder());
        }
        counts = Collections.unmodifiableMap(all);
    }

    /** What may become of an event: a disposition, or that it did not come so far. */
    public enum Outcome {
        /** As {@link Disposition#TAKEN}. */
        TAKEN,
        /** As {@link Disposition#STALE}. */
        STALE,
        /** As {@link Disposition#NOT_THERE}. */
        NOT_THERE,
        /** As {@link Disposition#OTHER_ENVIRONMENT}. */
        OTHER_ENVIRONMENT,
        /** As {@link Disposition#UNTRUSTED_SOURCE}. */
        UNTRUSTED_SOURCE,
        /** As {@link Disposition#FROM_THE_FUTURE}. */
        FROM_THE_FUTURE,
        /** It is an event, and none of those that services have. */
        UNKNOWN_TYPE,
        /** It is no event. */
        UNREADABLE,
        /** A store did not answer: it may or may not be taken. */
        UNAVAILABLE;

        /** What a disposition counts as. */
        public static Outcome of(Disposition disposition) {
            return switch (disposition) {
                case TAKEN -> TAKEN;
                case STALE -> STALE;
                case NOT_THERE -> NOT_THERE;
                case OTHER_ENVIRONMENT -> OTHER_ENVIRONMENT;
                case UNTRUSTED_SOURCE -> UNTRUSTED_SOURCE;
                case FROM_THE_FUTURE -> FROM_THE_FUTURE;
            };
        }

        /** The word for it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Counts one more. */
    public void count(Outcome outcome) {
        adder(outcome).increment();
    }

    /** How many there were. */
    public long counted(Outcome outcome) {
        return adder(outcome).sum();
    }

    /** Counts one more credential that was shown after its time. */
    public void alarm() {
        alarms.increment();
    }

    /** How many there were. */
    public long alarms() {
        return alarms.sum();
    }

    private LongAdder adder(Outcome outcome) {
        LongAdder adder = counts.get(outcome);
        if (adder == null) {
            throw new IllegalStateException("every outcome is counted");
        }
        return adder;
    }
}
