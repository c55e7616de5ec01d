package dev.cordon.theft;

import dev.cordon.audit.DecisionRecord;
import dev.cordon.audit.DecisionSink;
import dev.cordon.decision.Enforcer;
import dev.cordon.decision.Reason;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.gate.Gate;
import dev.cordon.gate.Recorder;
import dev.cordon.gate.Settlement;
import dev.cordon.limit.LocalCounterStore;
import dev.cordon.token.DpopVerifier;
import dev.cordon.token.LocalReplayStore;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.SignatureProvider;
import dev.cordon.token.TokenVerifier;
import java.util.Optional;

/** An enforcement point that knows what the attempt says it knows. */
final class Point {

    private Optional<Snapshot> current = Optional.empty();
    private long answers;
    private final Gate gate;

    Point() {
        SnapshotSource source = new SnapshotSource() {
            @Override
            public Optional<Snapshot> current() {
                return current;
            }

            @Override
            public void refresh() {
                // the attempt says what is known
            }
        };
        SignatureProvider provider = SignatureProvider.fastest();
        Enforcer enforcer = new Enforcer(
                new TokenVerifier(provider), new DpopVerifier(provider), ReplayStore.Reach.INSTANCE, 1_024);
        Settlement settlement = new Settlement(new LocalReplayStore(1_000_000), new LocalCounterStore());
        this.gate = new Gate(source, enforcer, settlement, new Recorder("here", new Forgetful(), this::id, () -> 1));
    }

    private String id() {
        return "answer-" + ++answers;
    }

    /** Why the call stops; empty where it goes on. */
    Optional<Reason> answer(Attempt attempt) {
        current = Optional.of(Town.snapshot(attempt.scene()));
        return gate.answer(attempt.request(), attempt.at()).reason();
    }

    private static final class Forgetful implements DecisionSink {

        @Override
        public void offer(DecisionRecord decision) {
            // the answer tells enough
        }

        @Override
        public long dropped() {
            return 0;
        }
    }
}
