package dev.cordon.aws.connection;

import dev.cordon.publication.Head;
import dev.cordon.publication.HeadStore;
import dev.cordon.publication.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Closes connections whose callers would not be let in any more: once something changed that connections are decided
 * by, and again when every authorizer knows of it, for one that did not yet may have let somebody in in between. A
 * stage's connections are gone through no more than once in {@link #PAUSE}. Safe for use by many threads, also of
 * several processes.
 */
public final class ConnectionSweep {

    /** Services deploy in swarms, and each deploy is a change. */
    public static final Duration PAUSE = Duration.ofSeconds(10);

    /** What an authorizer has allowed is noted by then: its function has ten seconds, and clocks differ. */
    static final Duration FLIGHT = Duration.ofSeconds(15);

    private final HeadStore heads;
    private final Parts parts;
    private final List<SocketStage> stages;
    private final Supplier<Spread> spread;
    private final InstantSource clock;

    /**
     * What it works with.
     *
     * @param sweeps when connections were gone through
     * @param notes what is noted of connections
     * @param connections those
     * @param hindsight decides again
     */
    public record Parts(SweepNotes sweeps, ConnectionNotes notes, Connections connections, Hindsight hindsight) {}

    /**
     * Of those stages.
     *
     * @param heads tells how often something changed
     * @param spread how long it takes until every authorizer knows of a change
     */
    public ConnectionSweep(
            HeadStore heads, Parts parts, List<SocketStage> stages, Supplier<Spread> spread, InstantSource clock) {
        this.heads = heads;
        this.parts = parts;
        this.stages = List.copyOf(stages);
        this.spread = spread;
        this.clock = clock;
    }

    /**
     * Closes what is to be closed now. What can't be done now is done by the next call.
     *
     * @param hasTime whether another connection may be looked at
     * @param told takes a line for each connection that is closed, and for what failed
     */
    public void sweep(BooleanSupplier hasTime, Consumer<String> told) {
        for (SocketStage stage : stages) {
            try {
                // read before all else: what changes meanwhile is another change
                Optional<Head> head = heads.read();
                if (head.isPresent() && hasTime.getAsBoolean()) {
                    sweep(stage, Changes.of(head.get()), hasTime, told);
                }
            } catch (StoreUnavailableException e) {
                told.accept("stage `" + stage + "`: connections of revoked callers may stay open until the next round: "
                        + e.getMessage());
            }
        }
    }

    private void sweep(SocketStage stage, Changes changes, BooleanSupplier hasTime, Consumer<String> told)
            throws StoreUnavailableException {
        Optional<SweepNote> known = parts.sweeps().read(stage);
        Instant now = clock.instant();
        Optional<SweepNote> same = known.filter(note -> note.changes().equals(changes));
        boolean rests =
                known.filter(note -> now.isBefore(note.at().plus(PAUSE))).isPresent();
        if (rests || same.isPresent() && !isDue(same.get(), now)) {
            return;
        }
        Hindsight.Judge judge = parts.hindsight().now();
        Sweeper sweeper = new Sweeper(parts, stage, judge, now, told);
        boolean whole = sweeper.sweep(known.flatMap(SweepNote::stopped), hasTime);
        Instant since = same.map(SweepNote::since).orElse(now);
        // where somebody else was faster, both went through them, and the next round goes by what that one wrote
        boolean unused =
                parts.sweeps().replace(stage, known, new SweepNote(changes, since, now, whole, sweeper.stopped()));
    }

    private boolean isDue(SweepNote note, Instant now) {
        Spread known = spread.get();
        Instant flown = note.since().plus(FLIGHT);
        return !note.whole()
                || note.hasComeSince(flown.plus(known.usually()), now)
                || note.hasComeSince(flown.plus(known.atMost()), now);
    }
}
