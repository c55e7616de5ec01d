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
     * Goes through them, page by page.
     *
     * @return whether it came to the end, and none is left that is to be closed
     */
    boolean sweep(BooleanSupplier hasTime) throws StoreUnavailableException {
        Optional<String> after = Optional.empty();
        do {
            ConnectionNotes.Page page = notes.page(stage, after);
            for (NotedConnection one : page.connections()) {
                if (!hasTime.getAsBoolean()) {
                    told.accept("stage `" + stage + "`: its connections were not all looked at in time");
                    return false;
                }
                look(one);
            }
            after = page.last();
        } while (after.isPresent());
        if (left > 0) {
            told.accept("stage `" + stage + "`: " + left + " connections that are denied by now may be open still, and"
                    + " are closed by the next round: " + why);
        }
        return left == 0;
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
