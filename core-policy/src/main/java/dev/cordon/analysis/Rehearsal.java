package dev.cordon.analysis;

import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.Enforcer;
import dev.cordon.decision.Judgement;
import dev.cordon.decision.Moment;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.Step;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Flow;
import dev.cordon.policy.Policy;
import dev.cordon.policy.ServiceName;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.SignerUnavailableException;
import dev.cordon.token.TokenVerifier;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides calls that nobody makes: with real tokens, signed with keys that are made for the rehearsal and trusted by
 * nobody else, so that every step of the decision runs as it does in production. Not for use by many threads.
 */
public final class Rehearsal {

    private static final String NOT_PUBLISHED = "0".repeat(64);
    private static final Instant NEVER = Instant.ofEpochSecond(253_402_300_799L);

    private final CompiledPolicy policy;
    private final PolicyRevision revision;
    private final Enforcer enforcer = new Enforcer(new TokenVerifier(), ReplayStore.Reach.SHARED, 0);
    private final RehearsalKeys keys;
    private final IdealCaller callers;

    /**
     * A rehearsal of a policy.
     *
     * @param environment the environment in which calls are enforced
     * @param random makes the keys
     */
    public Rehearsal(Policy policy, Environment environment, SecureRandom random) {
        this(
                CompiledPolicy.of(policy),
                new PolicyRevision(policy.name(), environment, 0, NOT_PUBLISHED, NEVER),
                random);
    }

    /** A rehearsal of a policy that was loaded from a bundle. */
    public Rehearsal(CompiledPolicy policy, PolicyRevision revision, SecureRandom random) {
        this.policy = policy;
        this.revision = revision;
        this.keys = new RehearsalKeys(policy.source(), random);
        this.callers = new IdealCaller(policy.source(), revision.environment(), keys);
    }

    /**
     * Decides a call as its ideal caller, changed by its overrides, would make it.
     *
     * @return the judgement with its trace
     * @throws SignerUnavailableException never in practice: the keys are in memory
     */
    public Judgement decide(RehearsedCall call, Instant at) throws SignerUnavailableException {
        Moment now = new Moment(at, 0);
        AccessRequest bare = bare(call);
        // keys are made only for a call that gets as far as a token
        Judgement target = enforcer.explain(withoutKeys(), bare, now);
        if (target.target().isEmpty() || !reachesCaller(target)) {
            return target;
        }
        ServiceName to = target.target().get();
        Optional<Flow> flow = Coverage.of(policy.source()).first(call.from(), to, target.operation());
        IdealCaller.Equipped ideal = callers.equip(bare, new IdealCaller.Casting(call, to, flow, at));
        Snapshot.Live files = Snapshot.Live.of(keys.ring());
        Snapshot.Live live = new Snapshot.Live(files.registry(), files.revocations(), files.keys(), ideal.apiKeys());
        return enforcer.explain(Snapshot.of(policy, revision, live, 0), ideal.request(), now);
    }

    /** The first flow, in the order of the policy, that covers a call; what the ideal token is made for. */
    public Optional<Flow> flow(RehearsedCall call, Instant at) {
        Judgement target = enforcer.judge(withoutKeys(), bare(call), new Moment(at, 0));
        return target.target()
                .filter(to -> reachesCaller(target))
                .flatMap(to -> Coverage.of(policy.source()).first(call.from(), to, target.operation()));
    }

    private static AccessRequest bare(RehearsedCall call) {
        return AccessRequest.of(new Target.OfService(call.service()), call.method(), RequestPath.read(call.path()));
    }

    private static boolean reachesCaller(Judgement judgement) {
        return judgement.decision().fold(allow -> true, deny -> deny.reason().step() != Step.TARGET);
    }

    private Snapshot withoutKeys() {
        return Snapshot.of(policy, revision, Snapshot.Live.of(keys.none()), 0);
    }
}
