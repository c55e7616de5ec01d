package dev.cordon.aws.connection;

import dev.cordon.publication.StoreUnavailableException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Goes through one stage's connections once. For one thread. */
final class Sweeper {

    private final ConnectionNotes notes;
    private final Connections connections;
    private final SocketStage stage;
    private final Hindsight.Judge judge;
    private final Instant now;
    private final Consumer<String> told;
    private Optional<String> looked = Optional.empty();
    private Optional<String> stopped = Optional.empty();
    private int left;
    private String why = "";

    Sweeper(ConnectionSweep.Parts parts, SocketStage stage, Hindsight.Judge judge, Instant now, Consumer<String> told) {
        this.notes = parts.notes();
        this.connections = parts.connections();
        this.stage = stage;
        this.judge = judge;
        this.now = now;
        this.told = told;
    }

    /**
     * Goes through them, page by page: where it stopped the last time it goes on, lest it come to the first ones again
     * and again and never to the last.
     *
     * @param start the id behind which it begins; empty for the first ones
     * @return whether all were looked at, and none is left that is to be closed
     */
    boolean sweep(Optional<String> start, BooleanSupplier hasTime) throws StoreUnavailableException {
        looked = start;
        boolean all = through(start, Optional.empty(), hasTime)
                && (start.isEmpty() || through(Optional.empty(), start, hasTime));
        if (!all) {
            stopped = looked;
            told.accept("stage `" + stage + "`: its connections were not all looked at in time");
            return false;
        }
        if (left > 0) {
            told.accept("stage `" + stage + "`: " + left + " connections that are denied by now may be open still, and"
                    + " are closed by the next round: " + why);
        }
        return left == 0;
    }

    /** The id behind which there was no time for more; empty where all were looked at. */
    Optional<String> stopped() {
        return stopped;
    }

    /** Whether there was time for all of them, up to that last one where one is named. */
    private boolean through(Optional<String> first, Optional<String> last, BooleanSupplier hasTime)
            throws StoreUnavailableException {
        Optional<String> after = first;
        do {
            ConnectionNotes.Page page = notes.page(stage, after);
            for (NotedConnection one : page.connections()) {
                if (last.isPresent() && one.id().compareTo(last.get()) > 0) {
                    return true;
                }
                if (!hasTime.getAsBoolean()) {
                    return false;
                }
                look(one);
                looked = Optional.of(one.id());
            }
            after = page.last();
        } while (after.isPresent());
        return true;
    }

    private void look(NotedConnection one) {
        if (one.isOver(now)) {
            return;
        }
        Hindsight.Finding found = judge.of(one);
        if (found.objection().isEmpty()) {
            return;
        }
        try {
            if (connections.close(stage, one.id())) {
                told.accept("connection `" + one.id() + "` of stage `" + stage + "` is closed: caller `"
                        + found.caller().orElse("unknown") + "`, "
                        + found.objection().get());
            } else if (one.mayBeOpening(now)) {
                keep("a handshake may be going on");
                return;
            }
            notes.forget(stage, one.id());
        } catch (StoreUnavailableException e) {
            keep(String.valueOf(e.getMessage()));
        }
    }

    private void keep(String cause) {
        why = left == 0 ? cause : why;
        left++;
    }
}
