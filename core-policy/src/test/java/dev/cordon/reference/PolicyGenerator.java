package dev.cordon.reference;

import dev.cordon.policy.Binding;
import dev.cordon.policy.CallerAuthentication;
import dev.cordon.policy.ClaimTest;
import dev.cordon.policy.Condition;
import dev.cordon.policy.Edge;
import dev.cordon.policy.EnforcementPoint;
import dev.cordon.policy.EnforcementPointName;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Flow;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.Forbid;
import dev.cordon.policy.ForbidId;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.Method;
import dev.cordon.policy.Mode;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Operations;
import dev.cordon.policy.Party;
import dev.cordon.policy.PathTemplate;
import dev.cordon.policy.Policy;
import dev.cordon.policy.PolicyName;
import dev.cordon.policy.RateLimit;
import dev.cordon.policy.Rates;
import dev.cordon.policy.Scope;
import dev.cordon.policy.Segment;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.Service;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.TokenRules;
import dev.cordon.policy.Trust;
import dev.cordon.policy.Uncounted;
import dev.cordon.policy.Vouching;
import dev.cordon.policy.WorkloadIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes small policies in which everything meets everything: few names, many rules. */
final class PolicyGenerator {

    /** A proof of possession can't be made up, so few segments want one. */
    private static final List<Binding> BINDINGS = List.of(
            Binding.ENVIRONMENT,
            Binding.NETWORK,
            Binding.MTLS,
            Binding.ENVIRONMENT,
            Binding.NETWORK,
            Binding.MTLS,
            Binding.DPOP);

    private final Dice dice;
    /** For what came later: the rest of a seed's policy, and its calls, stay as they were. */
    private Dice more = new Dice(0);

    private final List<Segment> segments = new ArrayList<>();
    private final List<Service> services = new ArrayList<>();
    private final Map<String, Set<String>> taken = new HashMap<>();

    private PolicyGenerator(Dice dice) {
        this.dice = dice;
    }

    static Policy policy(Dice dice) {
        PolicyGenerator one = new PolicyGenerator(dice);
        one.segments();
        one.services();
        one.more = new Dice(one.services.toString().hashCode());
        return new Policy(
                new PolicyName("random"),
                Vocabulary.ENVIRONMENTS.stream().map(Environment::new).toList(),
                one.issuers(),
                one.limited(),
                one.services,
                one.flows().stream().map(one::limited).toList(),
                one.forbids(),
                one.enforcementPoints());
    }

    /** The first services ask, too, each believed in something else. */
    private List<EnforcementPoint> enforcementPoints() {
        List<EnforcementPoint> points = new ArrayList<>();
        for (int i = dice.below(3); i >= 0; i--) {
            List<Vouching> words = dice.chance(50)
                    ? List.of(Vouching.values())
                    : dice.chance(15) ? List.of() : dice.some(List.of(Vouching.values()), 3);
            points.add(new EnforcementPoint(
                    new EnforcementPointName("point-" + i), services.get(i).name(), words));
        }
        return points;
    }

    private void segments() {
        int count = 2 + dice.below(4);
        for (int i = 0; i < count; i++) {
            List<Binding> bind = dice.chance(70) ? List.of() : dice.some(BINDINGS, 2);
            segments.add(new Segment(
                    new SegmentName("segment-" + i),
                    dice.of(Trust.values()),
                    dice.chance(50) ? CallerAuthentication.TOKEN : dice.of(CallerAuthentication.values()),
                    new TokenRules(Duration.ofSeconds(dice.of(60, 300, 3600)), bind, dice.chance(20)),
                    new Segment.Freshness(Duration.ofSeconds(1), Duration.ofMillis(dice.of(1000, 2000, 30_000)))));
        }
    }

    private void services() {
        int count = 3 + dice.below(6);
        for (int i = 0; i < count; i++) {
            Optional<Operations> operations = operations();
            services.add(new Service(
                    new ServiceName("service-" + i),
                    dice.pick(segments).name(),
                    hosts(operations),
                    operations,
                    identities(i),
                    dice.chance(15) ? Optional.of("https://public.example/s" + i) : Optional.empty()));
        }
    }

    private Optional<Operations> operations() {
        if (dice.chance(12)) {
            return dice.chance(50) ? Optional.empty() : Optional.of(Operations.all());
        }
        Map<String, Operation> byShape = new HashMap<>();
        for (int i = dice.below(6); i >= 0; i--) {
            Operation operation = new Operation(dice.of(Method.GET, Method.GET, Method.POST), template());
            byShape.putIfAbsent(operation.shape(), operation);
        }
        return Optional.of(Operations.listed(
                byShape.keySet().stream().sorted().map(byShape::get).toList()));
    }

    private PathTemplate template() {
        StringBuilder text = new StringBuilder();
        for (int i = dice.of(0, 1, 1, 2, 3); i >= 0; i--) {
            text.append('/')
                    .append(dice.chance(40) ? dice.pick(Vocabulary.PARAMETERS) : dice.pick(Vocabulary.LITERALS));
        }
        return new PathTemplate(dice.chance(4) ? "/" : dice.chance(12) ? text + "/" : text.toString());
    }

    private List<String> hosts(Optional<Operations> operations) {
        List<String> hosts = new ArrayList<>();
        for (String host : Vocabulary.HOSTS) {
            Set<String> there = taken.getOrDefault(host, Set.of());
            Set<String> own = shapes(operations);
            boolean free = there.stream().noneMatch(own::contains)
                    && !there.contains("*")
                    && (!own.contains("*") || !taken.containsKey(host));
            if (free && dice.chance(45)) {
                hosts.add(host);
                taken.computeIfAbsent(host, name -> new HashSet<>()).addAll(own);
            }
        }
        return hosts;
    }

    private static Set<String> shapes(Optional<Operations> operations) {
        if (operations.isEmpty()) {
            return Set.of();
        }
        return operations.get() instanceof Operations.Listed listed
                ? listed.list().stream().map(Operation::shape).collect(Collectors.toSet())
                : Set.of("*");
    }

    /** Every service can be named; now and then two by one certificate. */
    private List<WorkloadIdentity> identities(int service) {
        int who = dice.chance(6) ? dice.below(3) : service;
        List<WorkloadIdentity> all = List.of(
                new WorkloadIdentity.SpiffeId("spiffe://random.example/" + who),
                new WorkloadIdentity.DnsName("s" + who + ".random.example"),
                new WorkloadIdentity.SubjectName("CN=s" + who + ",O=random"),
                new WorkloadIdentity.Thumbprint(Vocabulary.KEYS.get(who % Vocabulary.KEYS.size())));
        return dice.some(dice.chance(8) ? all : all.subList(0, 3), 3);
    }

    private List<Issuer> issuers() {
        List<Issuer> issuers = new ArrayList<>();
        TokenKind[] kinds = {TokenKind.SEGMENT, TokenKind.EXTERNAL, TokenKind.SEGMENT};
        for (int i = 0; i < kinds.length; i++) {
            List<Party> speaksFor = new ArrayList<>();
            if (i < 2) {
                segments.forEach(segment -> speaksFor.add(new Party.OfSegment(segment.name())));
                if (dice.chance(15)) {
                    speaksFor.remove(0);
                }
            } else {
                speaksFor.add(dice.chance(40) ? new Party.OfTrust(dice.of(Trust.values())) : party());
            }
            issuers.add(new Issuer(
                    new IssuerName("issuer-" + i),
                    i == 0 ? "https://cordon.example" : "https://issuer-" + i + ".example",
                    kinds[i],
                    List.of(SignatureAlgorithm.ES256),
                    speaksFor));
        }
        return issuers;
    }

    private Party party() {
        return dice.chance(50)
                ? new Party.OfService(dice.pick(services).name())
                : new Party.OfSegment(dice.pick(segments).name());
    }

    private static final TokenKind[] KINDS = {
        TokenKind.SEGMENT,
        TokenKind.SEGMENT,
        TokenKind.SEGMENT,
        TokenKind.SEGMENT,
        TokenKind.SEGMENT,
        TokenKind.EXTERNAL,
        TokenKind.EXTERNAL,
        TokenKind.API_KEY,
        TokenKind.VOUCHED
    };

    private List<Flow> flows() {
        List<Flow> flows = new ArrayList<>();
        int count = 3 + dice.below(10);
        for (int i = 0; i < count; i++) {
            Party to = party();
            flows.add(new Flow(
                    new FlowId("flow-" + i),
                    new Edge(party(), to, operationsOf(to)),
                    dice.chance(60)
                            ? List.of()
                            : dice.some(Vocabulary.SCOPES, 2).stream()
                                    .map(Scope::new)
                                    .toList(),
                    conditions(40),
                    dice.chance(20) ? Rates.together(limit(5 + i)) : Rates.NONE,
                    dice.chance(15) ? Mode.SHADOW : Mode.ENFORCE,
                    dice.of(KINDS),
                    List.of()));
        }
        return flows;
    }

    private static RateLimit limit(long calls) {
        return new RateLimit(calls, RateLimit.Per.SECOND, 9);
    }

    /** A few segments with rates. */
    private List<Segment> limited() {
        return segments.stream()
                .map(one -> new Segment(
                        one.name(),
                        one.trust(),
                        one.authentication(),
                        one.token(),
                        one.freshness(),
                        new Segment.Limits(
                                new Rates(
                                        more.chance(8) ? Optional.of(limit(50)) : Optional.empty(),
                                        more.chance(5) ? Optional.of(limit(40)) : Optional.empty()),
                                Uncounted.DENY)))
                .toList();
    }

    private Flow limited(Flow one) {
        Optional<RateLimit> perCaller = more.chance(8) ? Optional.of(limit(3)) : Optional.empty();
        return new Flow(
                one.id(),
                one.edge(),
                one.scopes(),
                one.when(),
                new Rates(one.rate().together(), perCaller),
                one.mode(),
                one.tokens(),
                one.onward());
    }

    private List<Forbid> forbids() {
        List<Forbid> forbids = new ArrayList<>();
        int count = dice.of(0, 0, 1, 1, 2, 3);
        for (int i = 0; i < count; i++) {
            Party to = dice.chance(15) ? new Party.OfTrust(dice.of(Trust.values())) : party();
            Party from = dice.chance(15) ? new Party.OfTrust(dice.of(Trust.values())) : party();
            forbids.add(new Forbid(new ForbidId("forbid-" + i), new Edge(from, to, operationsOf(to)), conditions(60)));
        }
        return forbids;
    }

    /** All, or some that somebody there offers, with their parameters named anew. */
    private Operations operationsOf(Party to) {
        List<Operation> offered = services.stream()
                .filter(service -> to instanceof Party.OfService one
                        ? one.service().equals(service.name())
                        : !(to instanceof Party.OfSegment zone)
                                || zone.segment().equals(service.segment()))
                .filter(service -> service.operations().orElse(null) instanceof Operations.Listed)
                .flatMap(service -> ((Operations.Listed) service.operations().orElseThrow()).list().stream())
                .distinct()
                .toList();
        if (offered.isEmpty() || dice.chance(40)) {
            return Operations.all();
        }
        return Operations.listed(dice.some(offered, 4).stream()
                .map(operation -> new Operation(
                        operation.method(),
                        new PathTemplate(operation.path().text().replace("{id}", dice.of("{id}", "{other}")))))
                .distinct()
                .toList());
    }

    private List<Condition> conditions(int percent) {
        List<Condition> conditions = new ArrayList<>();
        if (dice.chance(percent)) {
            for (int i = dice.of(0, 0, 0, 1, 2); i >= 0; i--) {
                conditions.add(condition());
            }
        }
        return conditions;
    }

    private Condition condition() {
        return switch (dice.below(9)) {
            case 0 -> new Condition.Network(dice.some(Vocabulary.BLOCKS, 2));
            case 1 -> new Condition.SameEnvironment();
            case 2 -> new Condition.InEnvironment(List.of(new Environment(dice.pick(Vocabulary.ENVIRONMENTS))));
            case 3 -> new Condition.Device(dice.some(Vocabulary.KEYS, 2));
            case 4 -> new Condition.Time(Vocabulary.windows(dice));
            case 5 -> new Condition.MutualTls();
            case 6 -> new Condition.MaxTokenAge(Duration.ofSeconds(dice.of(1, 10, 30)));
            case 7 -> new Condition.Claim(dice.pick(Vocabulary.CLAIMS), claimTest());
            default ->
                new Condition.Subject(
                        new IssuerName("issuer-" + dice.below(2)),
                        dice.some(Vocabulary.ROLES, 2),
                        dice.chance(50) ? List.of() : dice.some(Vocabulary.GROUPS, 2));
        };
    }

    private ClaimTest claimTest() {
        return switch (dice.below(3)) {
            case 0 -> new ClaimTest.Equal(dice.pick(Vocabulary.SCALARS));
            case 1 -> new ClaimTest.OneOf(dice.some(Vocabulary.SCALARS, 2));
            default -> new ClaimTest.Contains(dice.pick(Vocabulary.SCALARS));
        };
    }
}
