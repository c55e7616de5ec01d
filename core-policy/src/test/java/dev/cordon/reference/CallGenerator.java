package dev.cordon.reference;

import dev.cordon.policy.Binding;
import dev.cordon.policy.CallerAuthentication;
import dev.cordon.policy.Condition;
import dev.cordon.policy.EnforcementPoint;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Flow;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.Method;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Operations;
import dev.cordon.policy.Party;
import dev.cordon.policy.PathTemplate;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Scope;
import dev.cordon.policy.Segment;
import dev.cordon.policy.Service;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Vouching;
import dev.cordon.policy.WorkloadIdentity;
import dev.cordon.registry.Deprecation;
import dev.cordon.request.Asking;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.Zone;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.TestTokens;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes calls that would be allowed as far as one flow goes, then spoils most of them in one or two ways. */
final class CallGenerator {

    private static final Instant VALID_UNTIL = Instant.parse("2030-01-01T00:00:00Z");

    private final Policy policy;
    private final Dice dice;
    private final List<World> worlds = new ArrayList<>();
    private final Spoiler spoiler;

    CallGenerator(Policy policy, Dice dice) {
        this.policy = policy;
        this.dice = dice;
        this.spoiler = new Spoiler(policy, dice);
        for (String environment : Vocabulary.ENVIRONMENTS) {
            worlds.add(new World(new Environment(environment), VALID_UNTIL, List.of()));
        }
        for (int i = 0; i < 3; i++) {
            World world = new World(new Environment(dice.pick(Vocabulary.ENVIRONMENTS)), VALID_UNTIL, revocations());
            worlds.add(world.with(lives(world.revocations())));
        }
        worlds.add(new World(
                new Environment("production"), dice.pick(Vocabulary.INSTANTS).minusNanos(dice.below(2)), List.of()));
    }

    Trial next() {
        World world = dice.chance(70)
                ? worlds.get(dice.below(2))
                : dice.chance(88) ? worlds.get(2 + dice.below(3)) : worlds.get(5);
        Draft draft = new Draft(policy, world, dice.pick(Vocabulary.INSTANTS));
        Flow flow = dice.pick(policy.flows());
        Service caller = oneOf(flow.edge().from());
        Service target = oneOf(flow.edge().to());
        if (caller == null || target == null || dice.chance(4)) {
            caller = dice.pick(policy.services());
            target = dice.pick(policy.services());
        }
        address(draft, target, flow);
        credentials(draft, caller, target, flow);
        if (flow.tokens() == TokenKind.VOUCHED || dice.chance(12)) {
            draft.asking = asking(caller, flow);
        }
        for (Condition condition : flow.when()) {
            if (dice.chance(85)) {
                new Satisfier(draft, dice).satisfy(condition);
            }
        }
        for (int i = dice.of(0, 0, 0, 1, 1, 1, 1, 2); i > 0; i--) {
            spoiler.spoil(draft, caller, target);
        }
        return draft.trial();
    }

    private Service oneOf(Party party) {
        List<Service> members = policy.services().stream()
                .filter(service -> party.includes(service, segment(service)))
                .toList();
        return members.isEmpty() ? null : dice.pick(members);
    }

    private void address(Draft draft, Service target, Flow flow) {
        draft.byHost = !target.hosts().isEmpty() && dice.chance(75);
        draft.target = draft.byHost ? dice.pick(target.hosts()) : target.name().text();
        List<Operation> offered =
                target.operations().orElse(null) instanceof Operations.Listed own ? own.list() : List.of();
        if (flow.edge().operations() instanceof Operations.Listed listed) {
            List<String> shapes = listed.list().stream().map(Operation::shape).toList();
            List<Operation> covered = offered.stream()
                    .filter(operation -> shapes.contains(operation.shape()))
                    .toList();
            offered = covered.isEmpty() ? offered : covered;
        }
        if (offered.isEmpty()) {
            draft.method = dice.of(Method.values()).name();
            draft.path = "/" + dice.pick(Vocabulary.LITERALS);
        } else {
            Operation operation = dice.pick(offered);
            draft.method = operation.method().name();
            draft.path = operation.path().segments().stream()
                    .map(segment -> PathTemplate.isParameter(segment) ? value() : segment)
                    .collect(Collectors.joining("/", "/", ""));
        }
    }

    private String value() {
        return dice.chance(30) ? dice.pick(Vocabulary.LITERALS) : dice.of("42", "x", "%E2%82%AC", "ADMIN", "a-b", "me");
    }

    private void credentials(Draft draft, Service caller, Service target, Flow flow) {
        Segment segment = segment(target);
        draft.source = dice.chance(85) ? dice.pick(Vocabulary.ADDRESSES) : null;
        CallerAuthentication demanded = segment.authentication();
        if (demanded.needsCertificate()
                || dice.chance(15)
                || segment.token().bind().contains(Binding.MTLS)) {
            certify(draft, caller);
        }
        if (flow.tokens() == TokenKind.VOUCHED ? dice.chance(15) : demanded.needsToken() || dice.chance(30)) {
            draft.token = token(draft, caller, target, flow);
            for (Binding binding : segment.token().bind()) {
                bind(draft, binding);
            }
            if (flow.tokens() == TokenKind.SEGMENT && dice.chance(25)) {
                draft.token
                        .origin(dice.pick(policy.services()).name().text())
                        .actors(dice.pick(policy.services()).name().text());
                if (dice.chance(50)) {
                    draft.token.chainIssuedAt(aboutNow());
                }
            }
        }
    }

    private Asking asking(Service caller, Flow flow) {
        List<EnforcementPoint> able = policy.enforcementPoints().stream()
                .filter(point ->
                        flow.tokens() != TokenKind.VOUCHED || point.vouchesFor().contains(Vouching.SUBJECT))
                .toList();
        String point = able.isEmpty() || dice.chance(5)
                ? dice.pick(policy.services()).name().text()
                : dice.pick(able).service().text();
        return new Asking(
                point,
                dice.chance(10)
                        ? Optional.empty()
                        : Optional.of(
                                dice.chance(80)
                                        ? caller.name().text()
                                        : dice.of(
                                                dice.pick(policy.services())
                                                        .name()
                                                        .text(),
                                                "stranger",
                                                "")));
    }

    private void certify(Draft draft, Service service) {
        draft.certified = true;
        draft.thumbprint = dice.pick(Vocabulary.KEYS);
        if (!service.identities().isEmpty()) {
            present(draft, dice.pick(service.identities()));
        }
    }

    static void present(Draft draft, WorkloadIdentity identity) {
        if (identity instanceof WorkloadIdentity.SpiffeId spiffe) {
            draft.spiffeId = spiffe.uri();
        } else if (identity instanceof WorkloadIdentity.DnsName dns) {
            draft.dnsNames.add(dns.name());
        } else if (identity instanceof WorkloadIdentity.SubjectName subject) {
            draft.subject = subject.distinguishedName();
        } else if (identity instanceof WorkloadIdentity.Thumbprint print) {
            draft.thumbprint = print.sha256();
        }
    }

    private TestTokens token(Draft draft, Service caller, Service target, Flow flow) {
        String audience = target.name().text();
        TestTokens token = switch (flow.tokens()) {
            case SEGMENT ->
                TestTokens.segment(issuer(caller, flow), caller.name().text(), audience)
                        .purpose(flow.id().text());
            case EXTERNAL ->
                TestTokens.external(issuer(caller, flow), caller.name().text(), audience);
            case API_KEY, VOUCHED ->
                TestTokens.apiKey(caller.name().text(), audience)
                        .purpose(flow.id().text());
        };
        if (flow.tokens() == TokenKind.EXTERNAL && target.publicUrl().isPresent() && dice.chance(40)) {
            token.audience("https://else.example", target.publicUrl().get());
        }
        long ttl = segment(target).token().ttl().toSeconds();
        long issued = draft.second() - dice.below(6);
        return token.times(issued, issued + (dice.chance(50) ? ttl : Math.min(ttl, 30)))
                .generation(1)
                .scopes(flow.scopes().stream().map(Scope::text).toList());
    }

    private String issuer(Service caller, Flow flow) {
        List<Issuer> able = policy.issuers().stream()
                .filter(issuer -> issuer.kind() == flow.tokens())
                .filter(issuer ->
                        issuer.speaksFor().stream().anyMatch(party -> party.includes(caller, segment(caller))))
                .toList();
        if (!able.isEmpty()) {
            return able.get(0).name().text();
        }
        return flow.tokens() == TokenKind.SEGMENT ? "issuer-0" : "issuer-1";
    }

    private void bind(Draft draft, Binding binding) {
        switch (binding) {
            case ENVIRONMENT ->
                draft.token.environment(draft.world.environment().text());
            case NETWORK -> {
                draft.source = "10.0.0.1";
                draft.token.networks(List.of(Vocabulary.BLOCKS.get(dice.below(3))));
            }
            case MTLS -> draft.token.certificate(draft.thumbprint);
            case DPOP -> {
                draft.token.key(dice.pick(Vocabulary.KEYS));
                draft.scheme = dice.of(draft.scheme, PresentedToken.Scheme.DPOP);
                draft.proof = dice.of(null, "garbage");
            }
        }
    }

    private Segment segment(Service service) {
        return policy.segments().stream()
                .filter(segment -> segment.name().equals(service.segment()))
                .findFirst()
                .orElseThrow();
    }

    private List<Revocation> revocations() {
        List<Revocation> list = new ArrayList<>();
        for (int i = dice.below(3); i >= 0; i--) {
            list.add(revocation());
        }
        return list;
    }

    private Revocation revocation() {
        Service service = dice.pick(policy.services());
        IssuerName issuer = dice.pick(policy.issuers()).name();
        return switch (dice.below(13)) {
            case 0, 1 -> new Revocation.OfToken(issuer, "revoked");
            case 2 -> new Revocation.OfChain("revoked");
            case 3 -> new Revocation.OfGeneration(service.name(), dice.below(3));
            case 4, 5 -> new Revocation.IssuedBefore(service.name(), aboutNow(), dice.chance(50));
            case 6 -> new Revocation.OfService(service.name());
            case 7, 8, 9 -> quarantine(service);
            case 10 -> new Revocation.Epoch(aboutNow());
            default -> new Revocation.OfKey(issuer, dice.of("k1", "revoked", "revoked"));
        };
    }

    /** By what is revoked and not by dice, so that a seed makes the calls that it made before. */
    private Lives lives(List<Revocation> revoked) {
        int seed = revoked.toString().hashCode();
        ServiceName one = name(seed);
        ServiceName other = name(seed / 31);
        Optional<Instant> until = seed % 3 == 0
                ? Optional.empty()
                : Optional.of(Vocabulary.INSTANTS.get(Math.floorMod(seed / 7, Vocabulary.INSTANTS.size())));
        Deprecation deprecation =
                new Deprecation(until, seed % 5 == 0 ? Set.of() : Set.of(other), operations(one, seed / 11));
        return switch (Math.floorMod(seed, 8)) {
            case 0 -> new Lives(Set.of(one), Map.of());
            case 1 -> new Lives(Set.of(), Map.of(one, deprecation));
            case 2 -> one.equals(other) ? Lives.NONE : new Lives(Set.of(other), Map.of(one, deprecation));
            default -> Lives.NONE;
        };
    }

    /** Some of what it offers, by any names of parameters; none, which is all, in half of the cases. */
    private Set<Operation> operations(ServiceName service, int seed) {
        List<Operation> offered = policy.services().stream()
                .filter(one -> one.name().equals(service))
                .flatMap(one -> one.operations().orElse(null) instanceof Operations.Listed listed
                        ? listed.list().stream()
                        : Stream.empty())
                .toList();
        if (offered.isEmpty() || seed % 2 == 0) {
            return Set.of();
        }
        Operation going = offered.get(Math.floorMod(seed, offered.size()));
        return Set.of(Operation.parse(going.toString().replace("{", "{x")));
    }

    private ServiceName name(int seed) {
        return policy.services()
                .get(Math.floorMod(seed, policy.services().size()))
                .name();
    }

    private long aboutNow() {
        return dice.pick(Vocabulary.INSTANTS).getEpochSecond() - dice.below(10);
    }

    private Revocation quarantine(Service service) {
        Zone zone = dice.chance(50) ? new Zone.OfSegment(service.segment()) : new Zone.OfService(service.name());
        Revocation.Quarantine quarantine = new Revocation.Quarantine(
                zone, dice.pick(List.of(Revocation.Direction.values())), aboutNow(), "a test");
        return zone instanceof Zone.OfSegment ? held(quarantine) : quarantine;
    }

    /** By its end and not by dice, so that a seed makes the calls that it made before: not noted, nobody or one. */
    private Revocation held(Revocation.Quarantine quarantine) {
        int kind = (int) Math.floorMod(quarantine.until(), 5L);
        List<Service> services = policy.services();
        ServiceName one = services.get((int) Math.floorMod(quarantine.until(), (long) services.size()))
                .name();
        return kind < 2 ? quarantine : quarantine.holding(kind == 2 ? Set.of() : Set.of(one));
    }
}
