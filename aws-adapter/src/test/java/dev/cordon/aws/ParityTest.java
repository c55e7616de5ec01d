package dev.cordon.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.aws.TestAuthorizer.Reply;
import dev.cordon.aws.TestEvents.Doing;
import dev.cordon.aws.authorizer.AuthorizerSettings;
import dev.cordon.aws.authorizer.AuthorizerSettings.Wording;
import dev.cordon.aws.authorizer.Caching;
import dev.cordon.aws.event.EventKind;
import dev.cordon.certificate.Certificates;
import dev.cordon.certificate.ClientTrust;
import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.Decision;
import dev.cordon.decision.Moment;
import dev.cordon.decision.Snapshot;
import dev.cordon.network.IpAddress;
import dev.cordon.policy.Method;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Operations;
import dev.cordon.policy.PathTemplate;
import dev.cordon.policy.Policy;
import dev.cordon.reference.Call;
import dev.cordon.reference.Corpus;
import dev.cordon.reference.RandomTrials;
import dev.cordon.reference.Trial;
import dev.cordon.reference.World;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import dev.cordon.token.PresentedToken;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each kind of event decides as the core does, by the evidence that the kind shows: a TOKEN event has no address, no
 * proof and no certificate, a connection has one path.
 */
final class ParityTest {

    private static final int CASES = 10_000;
    private static final int CALLS_PER_POLICY = 50;
    private static final String ELSEWHERE = "198.51.100.1";
    private static final ClientTrust CLIENTS = ClientTrust.of(Certificates.pem("root"));
    private static final Operation CONNECT = new Operation(Method.GET, new PathTemplate("/$connect"));

    private int cases;
    private int allowed;

    @ParameterizedTest
    @EnumSource(EventKind.class)
    void random_calls_are_decided_as_by_the_core(EventKind kind) {
        long seed = Long.getLong("cordon.seed", System.nanoTime());
        SplittableRandom seeds = new SplittableRandom(seed);
        while (cases < CASES) {
            List<Trial> trials = RandomTrials.ofOnePolicy(seeds.nextLong(), CALLS_PER_POLICY);
            compare(kind, trials, "seed " + seed);
        }
        System.out.printf("parity of %s: seed %d, %d cases, %d allowed%n", kind.text(), seed, cases, allowed);
        assertThat(allowed).isGreaterThan(cases / 50);
    }

    @ParameterizedTest
    @EnumSource(EventKind.class)
    void the_corpus_is_decided_as_by_the_core(EventKind kind) {
        Corpus.read().forEach(one -> compare(kind, List.of(one.trial()), one.name()));
        assertThat(cases).isGreaterThan(20);
    }

    /** All trials are of one policy. */
    private void compare(EventKind kind, List<Trial> trials, String name) {
        Optional<Policy> policy = policy(kind, trials.get(0).policy());
        if (policy.isEmpty() || policy.get().services().isEmpty()) {
            return;
        }
        TestAuthorizer authorizer = TestAuthorizer.of(new AuthorizerSettings(
                Set.of(kind), Staged.targets(policy.get()), Caching.none(), CLIENTS, new Wording(false, false)));
        CompiledPolicy compiled = CompiledPolicy.of(policy.get());
        IdentityHashMap<World, Snapshot> snapshots = new IdentityHashMap<>();
        for (Trial trial : trials) {
            Optional<String> service = Staged.service(policy.get(), trial.call());
            if (service.isPresent() && isExpressible(kind, trial.call(), service.get(), policy.get())) {
                authorizer.snapshot =
                        Optional.of(snapshots.computeIfAbsent(trial.world(), world -> world.snapshot(compiled)));
                authorizer.now = trial.moment();
                compare(kind, authorizer, project(kind, trial.call()), service.get(), trial, name);
            }
        }
    }

    /** Connections have an operation of their own, in place of one that there is. */
    private static Optional<Policy> policy(EventKind kind, Policy policy) {
        if (kind != EventKind.WEBSOCKET) {
            return Optional.of(policy);
        }
        return policy.services().stream()
                .filter(service -> service.operations().orElse(null) instanceof Operations.Listed)
                .map(service -> ((Operations.Listed) service.operations().orElseThrow())
                        .list()
                        .get(0))
                .findFirst()
                .flatMap(operation -> RewrittenPolicy.replaced(policy, operation, CONNECT));
    }

    private static boolean isExpressible(EventKind kind, Call call, String service, Policy policy) {
        String path = call.path();
        boolean known =
                policy.services().stream().anyMatch(one -> one.name().text().equals(service));
        boolean plain = path.startsWith("/")
                && path.indexOf('?') < 0
                && path.length() < 400
                && path.chars().noneMatch(Character::isISOControl);
        boolean undecoded =
                !kind.isHttpApi() || path.replaceAll("%[0-9A-Fa-f]{2}", "").matches("[A-Za-z0-9/._~!$&'()*+,;=:@-]*");
        return known && plain && undecoded && call.method().matches("[A-Za-z-]{1,32}");
    }

    private static Doing project(EventKind kind, Call call) {
        boolean token = kind == EventKind.REST_TOKEN;
        Optional<String> certificate = token || call.certificate() instanceof CertificateEvidence.None
                ? Optional.empty()
                : Optional.of(Certificates.pem(
                        call.certificate() instanceof CertificateEvidence.Trusted ? "orders" : "of-other-root"));
        boolean connect = kind == EventKind.WEBSOCKET;
        return new Doing(
                connect ? "GET" : call.method(),
                connect ? "/$connect" : call.path(),
                "/{proxy+}",
                Staged.authorization(call),
                token ? Optional.empty() : call.token().flatMap(Call.Shown::proof),
                call.source().orElse(ELSEWHERE),
                certificate);
    }

    private void compare(
            EventKind kind, TestAuthorizer authorizer, Doing doing, String service, Trial trial, String name) {
        AccessRequest request = request(kind, doing, service, trial.call(), authorizer.now);
        authorizer.introduce(request);
        Decision expected = authorizer
                .enforcer()
                .judge(authorizer.snapshot.orElseThrow(), request, authorizer.now)
                .decision();

        Reply reply = authorizer.ask(Staged.event(kind, doing, service));

        assertThat(authorizer.recorded().subject().judgement())
                .as("%s: %s %s of %s", name, doing.method(), doing.path(), service)
                .hasValueSatisfying(judged -> assertThat(judged.decision()).isEqualTo(expected));
        boolean goesOn = authorizer.reason().isEmpty();
        assertThat(IamPolicy.allows(reply.json().orElseThrow(), Staged.arn(kind, doing, service)))
                .as(name)
                .isEqualTo(goesOn);
        cases++;
        allowed += goesOn ? 1 : 0;
    }

    /** The same call in the core's words, by the evidence of the kind. */
    private static AccessRequest request(EventKind kind, Doing doing, String service, Call call, Moment now) {
        AccessRequest request =
                AccessRequest.of(new Target.OfService(service), doing.method(), RequestPath.read(doing.path()));
        if (kind != EventKind.REST_TOKEN) {
            request = request.from(IpAddress.parse(doing.source()).orElseThrow());
        }
        if (doing.certificate().isPresent()) {
            request =
                    request.withCertificate(CLIENTS.evidence(doing.certificate().get(), now.wall()));
        }
        PresentedToken token = call.toRequest().token();
        if (token == null) {
            return request;
        }
        boolean dropProof = kind == EventKind.REST_TOKEN && token.proof().isPresent();
        return request.withToken(dropProof ? Call.withoutProof(call.token().orElseThrow()) : token);
    }
}
