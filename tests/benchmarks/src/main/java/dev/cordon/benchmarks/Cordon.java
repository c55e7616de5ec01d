package dev.cordon.benchmarks;

import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.Decision;
import dev.cordon.decision.Enforcer;
import dev.cordon.decision.Moment;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.decision.ResolvedTokens;
import dev.cordon.decision.Snapshot;
import dev.cordon.network.IpAddress;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.Scope;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import dev.cordon.token.KeyRing;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.SegmentTokenMinter;
import dev.cordon.token.SegmentTokenRequest;
import dev.cordon.token.SignatureProvider;
import dev.cordon.token.SignerUnavailableException;
import dev.cordon.token.SigningKey;
import dev.cordon.token.TokenVerifier;
import dev.cordon.workload.Workload;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Cordon on the pool: real tokens, each signed and verified once, then found in the enforcer's cache. */
final class Cordon {

    static final String ISSUER = "https://tokens.mesh.example";

    private static final int MINUTES = 1440;

    final AccessRequest[] requests = new AccessRequest[Pool.CALLS];
    final Moment[] moments = new Moment[Pool.CALLS];
    final Snapshot[] snapshots = new Snapshot[Pool.CALLS];
    final IpAddress[] sources = new IpAddress[Pool.CALLS];
    final String[] tokens = new String[Pool.CALLS];
    final ResolvedTokens resolved = new ResolvedTokens(new TokenVerifier(SignatureProvider.fastest()), Pool.CALLS);
    final Enforcer enforcer =
            new Enforcer(new TokenVerifier(SignatureProvider.fastest()), ReplayStore.Reach.INSTANCE, 2 * Pool.CALLS);

    private final Pool pool;

    Cordon(Pool pool) {
        this.pool = pool;
        SigningKey key = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
        Snapshot[] byEnvironment = snapshots(key);
        SegmentTokenMinter minter = new SegmentTokenMinter(ISSUER, key, new SecureRandom());
        Moment[] minutes = new Moment[MINUTES];
        for (int i = 0; i < MINUTES; i++) {
            minutes[i] = new Moment(Oracle.MIDNIGHT.plusSeconds(60L * i), 0);
        }
        for (int i = 0; i < Pool.CALLS; i++) {
            Ask ask = pool.asks().get(i);
            moments[i] = minutes[ask.minute()];
            snapshots[i] = byEnvironment[ask.environment()];
            sources[i] = IpAddress.parse(ask.source()).orElseThrow();
            tokens[i] = token(minter, ask, moments[i].wall().minusSeconds(10));
        }
        for (int i = 0; i < Pool.CALLS; i++) {
            // as a server makes them: of texts that have just come in
            requests[i] = request(i, new String(pool.asks().get(i).path().toCharArray()));
        }
        for (int i = 0; i < Pool.CALLS; i++) {
            resolved.resolve(i, snapshots[i], requests[i], moments[i]);
        }
    }

    /** Whether the call of that number is allowed. */
    boolean allows(int number) {
        return decide(number).isAllow();
    }

    /** The same with the token resolved before. */
    Decision decideResolved(int number) {
        return resolved.decide(number, snapshots[number], requests[number], moments[number]);
    }

    Decision decide(int number) {
        return enforcer.decide(snapshots[number], requests[number], moments[number]);
    }

    /** All of it: the path made canonical, the token hashed and looked up, the call decided. */
    Decision decideFromText(int number) {
        return enforcer.decide(
                snapshots[number], request(number, pool.asks().get(number).path()), moments[number]);
    }

    private AccessRequest request(int number, String path) {
        Ask ask = pool.asks().get(number);
        return AccessRequest.of(new Target.OfService(ask.target()), ask.method(), RequestPath.read(path))
                .from(sources[number])
                .withToken(PresentedToken.bearer(tokens[number]));
    }

    static String token(SegmentTokenMinter minter, Ask ask, Instant issued) {
        ServiceName caller = new ServiceName(ask.caller());
        try {
            return minter.mint(
                            new SegmentTokenRequest(
                                    caller,
                                    new ServiceName(ask.target()),
                                    new FlowId(ask.flow()),
                                    ask.scopes().stream().map(Scope::new).toList(),
                                    Duration.ofMinutes(5),
                                    new SegmentTokenRequest.Chain(
                                            caller, List.of(), Optional.empty(), 1, Optional.empty()),
                                    SegmentTokenRequest.Bound.NOTHING),
                            issued)
                    .reveal();
        } catch (SignerUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }

    private Snapshot[] snapshots(SigningKey key) {
        CompiledPolicy compiled = CompiledPolicy.of(pool.policy());
        KeyRing keys = KeyRing.of(pool.policy().issuers(), Map.of(new IssuerName("cordon"), key.publicKeys()));
        return Workload.ENVIRONMENTS.stream()
                .map(environment -> new PolicyRevision(
                        Workload.NAME, environment, 1, "0".repeat(64), Oracle.MIDNIGHT.plus(Duration.ofDays(7))))
                .map(revision -> Snapshot.of(compiled, revision, Snapshot.Live.of(keys), 0))
                .toArray(Snapshot[]::new);
    }
}
