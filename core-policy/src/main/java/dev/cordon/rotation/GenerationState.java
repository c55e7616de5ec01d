package dev.cordon.rotation;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Where a generation of a credential is in its life, and what leads from there to where. */
public enum GenerationState {
    /** Wanted; its secret is kept next, and the token service told of it. */
    PLANNED,
    /** Kept, and good for nothing but the test, which is next. */
    STAGED,
    /** A token was obtained with it; it takes the place of the current one as soon as there is room. */
    TESTED,
    /** The one that services are given. */
    CURRENT,
    /** The one before, good until its grace is over. */
    PREVIOUS,
    /** Given up after many attempts; somebody must look. */
    PARKED,
    /** Over, for ever: nothing is obtained with it, and its secret is destroyed. */
    REVOKED;

    private static final Map<GenerationState, Map<Trigger, GenerationState>> TABLE = table();

    /** What moves a generation on. */
    public enum Trigger {
        /** Its secret is in the vault, and the token service knows what to check it by. */
        KEPT,
        /** A token was obtained with it. */
        PROVEN,
        /** It takes the current one's place. */
        PROMOTED,
        /** Another one took its place. */
        REPLACED,
        /** The current one is taken back, and this one was before it. */
        RESTORED,
        /** The time is over in which services may still have it. */
        GRACE_OVER,
        /** A step failed too often. */
        GAVE_UP,
        /** Somebody has it tried again, from the start. */
        RETRIED,
        /** A later one is wanted in its place. */
        SUPERSEDED,
        /** Somebody may have it who should not. */
        SUSPECTED,
        /** Its service is no more. */
        RETIRED
    }

    private static Map<GenerationState, Map<Trigger, GenerationState>> table() {
        Map<GenerationState, Map<Trigger, GenerationState>> table = new EnumMap<>(GenerationState.class);
        for (GenerationState state : values()) {
            table.put(state, new EnumMap<>(Trigger.class));
            if (state != REVOKED) {
                row(table, state).putAll(Map.of(Trigger.SUSPECTED, REVOKED, Trigger.RETIRED, REVOKED));
            }
        }
        for (GenerationState unfinished : new GenerationState[] {PLANNED, STAGED, TESTED, PARKED}) {
            row(table, unfinished).put(Trigger.SUPERSEDED, REVOKED);
        }
        row(table, PLANNED).putAll(Map.of(Trigger.KEPT, STAGED, Trigger.GAVE_UP, PARKED));
        row(table, STAGED).putAll(Map.of(Trigger.PROVEN, TESTED, Trigger.GAVE_UP, PARKED));
        row(table, TESTED).put(Trigger.PROMOTED, CURRENT);
        row(table, PARKED).put(Trigger.RETRIED, PLANNED);
        row(table, CURRENT).put(Trigger.REPLACED, PREVIOUS);
        row(table, PREVIOUS).putAll(Map.of(Trigger.RESTORED, CURRENT, Trigger.GRACE_OVER, REVOKED));
        return table;
    }

    private static Map<Trigger, GenerationState> row(
            Map<GenerationState, Map<Trigger, GenerationState>> table, GenerationState state) {
        return table.computeIfAbsent(state, any -> new EnumMap<>(Trigger.class));
    }

    /** Where that leads; empty where it leads nowhere from here. */
    public Optional<GenerationState> on(Trigger trigger) {
        return Optional.ofNullable(row(TABLE, this).get(trigger));
    }

    /** Whether its service obtains tokens with it. */
    public boolean isUsable() {
        return this == CURRENT || this == PREVIOUS;
    }

    /** Whether it is on its way to be current. */
    public boolean isUnderway() {
        return this == PLANNED || this == STAGED || this == TESTED;
    }
}
