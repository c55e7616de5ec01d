package dev.cordon.aws;

import dev.cordon.audit.DecisionRecord;
import dev.cordon.audit.DecisionSink;
import dev.cordon.aws.authorizer.Authorizer;
import dev.cordon.aws.authorizer.AuthorizerSettings;
import dev.cordon.aws.authorizer.NoAnswerException;
import dev.cordon.decision.Enforcer;
import dev.cordon.decision.Moment;
import dev.cordon.decision.Reason;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;
import dev.cordon.gate.Gate;
import dev.cordon.gate.OnDemand;
import dev.cordon.gate.Recorder;
import dev.cordon.gate.Settlement;
import dev.cordon.limit.LocalCounterStore;
import dev.cordon.request.AccessRequest;
import dev.cordon.token.LocalReplayStore;
import dev.cordon.token.TokenVerifier;
import java.util.Optional;
import java.util.function.Function;

/**
 * An authorizer whose snapshot and clock a test sets. Tokens of the test tree have no signature; one that was
 * introduced counts as verified, as the enforcer's cache has it.
 */
public final class TestAuthorizer {

    /** The instant of the next call. */
    public Moment now = new Moment(java.time.Instant.EPOCH, 0);

    /** The snapshot; empty before there is one. */
    public Optional<Snapshot> snapshot = Optional.empty();

    private final Enforcer enforcer;
    private final Authorizer authorizer;
    private Optional<DecisionRecord> last = Optional.empty();

    /**
     * What came of one question.
     *
     * @param json the answer; empty where the function failed
     * @param failure the message of the failure
     */
    public record Reply(Optional<Json.Members> json, Optional<String> failure) {

        /** The text of the answer. */
        public String text() {
            return json.orElseThrow().toCanonical();
        }
    }

    private TestAuthorizer(Function<Authorizer.Enforcement, Authorizer> maker) {
        Settlement settlement = new Settlement(new LocalReplayStore(100), new LocalCounterStore());
        enforcer = new Enforcer(new TokenVerifier(), settlement.reach(), 1_000_000);
        SnapshotSource source = new SnapshotSource() {
            @Override
            public Optional<Snapshot> current() {
                return snapshot;
            }

            @Override
            public void refresh() {
                // the test does
            }
        };
        DecisionSink sink = new DecisionSink() {
            @Override
            public void offer(DecisionRecord decision) {
                last = Optional.of(decision);
            }

            @Override
            public long dropped() {
                return 0;
            }
        };
        Gate gate = new Gate(source, enforcer, settlement, new Recorder("test", sink, () -> "id-1", () -> now.ticks()));
        authorizer = maker.apply(
                new Authorizer.Enforcement(gate, source, new OnDemand(source, () -> now), () -> now, Optional.empty()));
    }

    /** With these settings. */
    public static TestAuthorizer of(AuthorizerSettings settings) {
        return new TestAuthorizer(enforcement -> new Authorizer(settings, enforcement));
    }

    /** One that is closed. */
    public static TestAuthorizer closed(String why, AuthorizerSettings.Wording wording) {
        return new TestAuthorizer(enforcement -> Authorizer.closed(why, wording, enforcement));
    }

    /** The enforcer that decides. */
    public Enforcer enforcer() {
        return enforcer;
    }

    /** Lets the enforcer know the token of a request, as if its signature had been verified before. */
    public void introduce(AccessRequest request) {
        enforcer.grant(snapshot.orElseThrow(), request, now, java.time.Duration.ZERO);
        enforcer.judge(snapshot.orElseThrow(), request, now);
    }

    /** Asks. */
    public Reply ask(byte[] event) {
        last = Optional.empty();
        try {
            Json json = Json.parse(authorizer.answer(event));
            return new Reply(Optional.of((Json.Members) json), Optional.empty());
        } catch (NoAnswerException e) {
            return new Reply(Optional.empty(), Optional.of(e.getMessage()));
        } catch (InvalidDocumentException e) {
            throw new AssertionError(e);
        }
    }

    /** The record of the last question. */
    public DecisionRecord recorded() {
        return last.orElseThrow();
    }

    /** Why the last question was denied; empty where it was allowed. */
    public Optional<Reason> reason() {
        return recorded().stop().map(DecisionRecord.Stop::reason);
    }
}
