package dev.cordon.aws.control;

import dev.cordon.analysis.Reconsidered;
import dev.cordon.analysis.UnreadableLineException;
import dev.cordon.aws.connection.Hindsight;
import dev.cordon.aws.connection.NotedConnection;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.gate.OnDemand;
import dev.cordon.policy.ServiceName;
import dev.cordon.publication.StoreUnavailableException;
import java.util.Optional;

/** Decides openings again from their records, by what the control plane knows. */
public final class RecordedOpenings implements Hindsight {

    private final SnapshotSource source;
    private final OnDemand freshness;

    /** @param freshness of that source */
    public RecordedOpenings(SnapshotSource source, OnDemand freshness) {
        this.source = source;
        this.freshness = freshness;
    }

    @Override
    public Judge now() throws StoreUnavailableException {
        freshness.demand();
        Object unused = freshness.freshen();
        Optional<String> failure = freshness.failure();
        if (failure.isPresent()) {
            throw new StoreUnavailableException(failure.get());
        }
        Snapshot known = source.current()
                .orElseThrow(() -> new StoreUnavailableException("there is no policy yet: it was not read"));
        return connection -> find(connection, known);
    }

    private static Finding find(NotedConnection connection, Snapshot known) {
        try {
            Reconsidered again = Reconsidered.of(connection.record().orElse(""), known);
            return new Finding(
                    again.caller().map(ServiceName::text), again.objection().map(Enum::name));
        } catch (UnreadableLineException e) {
            return undecidable("its note " + e.getMessage());
        } catch (RuntimeException e) {
            // the outermost catch of a connection: what nobody can decide is not left open, nor in the others' way
            return undecidable("its note can't be decided by: " + e.getClass().getSimpleName());
        }
    }

    private static Finding undecidable(String why) {
        return new Finding(Optional.empty(), Optional.of(why));
    }
}
