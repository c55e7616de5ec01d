package dev.cordon.cli;

import dev.cordon.audit.DecisionJson;
import dev.cordon.audit.InMemoryDecisionSink;
import dev.cordon.decision.Enforcer;
import dev.cordon.decision.Moment;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.document.Bundle;
import dev.cordon.document.BundleExpectations;
import dev.cordon.document.BundleLoader;
import dev.cordon.document.BundleTrust;
import dev.cordon.document.Edition;
import dev.cordon.document.LoadedBundle;
import dev.cordon.gate.Gate;
import dev.cordon.gate.Recorder;
import dev.cordon.gate.Settlement;
import dev.cordon.gate.ShopPolicy;
import dev.cordon.limit.LocalCounterStore;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Policy;
import dev.cordon.request.AccessRequest;
import dev.cordon.token.KeyRing;
import dev.cordon.token.LocalReplayStore;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.TokenVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A decision log and the bundle that its calls were decided by. */
final class SampleLog {

    private static final Environment PRODUCTION = new Environment("production");

    private final List<String> lines = new ArrayList<>();
    private final InMemoryDecisionSink sink = new InMemoryDecisionSink();
    private final byte[] bundle;
    private final Gate gate;
    private int made;

    SampleLog() throws Exception {
        this(ShopPolicy.policy(), 7);
    }

    SampleLog(Policy policy, long sequence) throws Exception {
        bundle = Bundle.unsigned(policy, new Edition(PRODUCTION, sequence, ShopPolicy.NOON.plus(Duration.ofDays(1))));
        LoadedBundle loaded = BundleLoader.load(
                bundle,
                new BundleExpectations(BundleTrust.allowUnsigned(), policy.name(), PRODUCTION, 0),
                ShopPolicy.NOON);
        Snapshot.Live live = Snapshot.Live.of(KeyRing.of(policy.issuers(), Map.of()));
        Snapshot snapshot = Snapshot.of(loaded.policy(), loaded.revision(), live, 0);
        SnapshotSource source = new SnapshotSource() {
            @Override
            public Optional<Snapshot> current() {
                return Optional.of(snapshot);
            }

            @Override
            public void refresh() {}
        };
        Enforcer enforcer = new Enforcer(new TokenVerifier(), ReplayStore.Reach.INSTANCE, 16);
        Settlement settlement = new Settlement(new LocalReplayStore(16), new LocalCounterStore());
        gate = new Gate(source, enforcer, settlement, new Recorder("edge", sink, () -> "d-" + ++made, () -> 4200));
    }

    SampleLog call(String caller, String operation) {
        return call(ShopPolicy.call(caller, operation), Duration.ZERO);
    }

    SampleLog call(AccessRequest request, Duration kept) {
        gate.answer(request, new Moment(ShopPolicy.NOON.plusSeconds(made), 0), kept);
        lines.add(DecisionJson.line(sink.last()));
        return this;
    }

    SampleLog line(String text) {
        lines.add(text);
        return this;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }

    Path writeBundle(Path file) throws IOException {
        return Files.write(file, bundle);
    }
}
