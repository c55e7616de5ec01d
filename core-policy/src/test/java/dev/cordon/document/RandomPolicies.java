package dev.cordon.document;

import dev.cordon.network.Cidr;
import dev.cordon.policy.Binding;
import dev.cordon.policy.CallerAuthentication;
import dev.cordon.policy.ClaimTest;
import dev.cordon.policy.ClaimValue;
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
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.Membership;
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
import dev.cordon.policy.Rotation;
import dev.cordon.policy.Scope;
import dev.cordon.policy.Segment;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.Service;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.policy.Tag;
import dev.cordon.policy.TimeWindow;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.TokenRules;
import dev.cordon.policy.Trust;
import dev.cordon.policy.Uncounted;
import dev.cordon.policy.Vouching;
import dev.cordon.policy.WorkloadIdentity;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Random policies that use every part of the model. */
final class RandomPolicies {

    static final List<Environment> ENVIRONMENTS = List.of(new Environment("production"), new Environment("test"));

    private static final List<String> PATHS =
            List.of("/", "/a", "/a/", "/a/{id}", "/a/{id}/b", "/{x}/b", "/a%2Fb", "/v1/~x/{y_1}");
    private static final List<String> TEXTS = List.of("", "admin", "é", "\uD83D\uDE00", "\"q\"\\", "tab\there");
    private static final IssuerName IDP = new IssuerName("idp");

    private final SplittableRandom random;
    private final List<Service> services = new ArrayList<>();

    RandomPolicies(long seed) {
        random = new SplittableRandom(seed);
    }

    Policy next() {
        services.clear();
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            segments.add(segment(i));
        }
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            services.add(
                    service(i, segments.get(random.nextInt(segments.size())).name()));
        }
        List<Flow> flows = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            flows.add(flow(i));
        }
        List<Forbid> forbids = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            forbids.add(forbid(i));
        }
        Issuer issuer = new Issuer(
                IDP,
                "https://idp.example",
                pick(new TokenKind[] {TokenKind.SEGMENT, TokenKind.EXTERNAL}),
                some(() -> pick(SignatureAlgorithm.values()), 1),
                some(this::anyone, 1));
        Issuer more = new RandomMappings(random).more(issuer, services.get(0).name());
        return new Policy(
                new PolicyName("random"), ENVIRONMENTS, List.of(more), segments, services, flows, forbids, points());
    }

    private List<EnforcementPoint> points() {
        List<EnforcementPoint> points = new ArrayList<>();
        for (int i = random.nextInt(services.size() + 1); i > 0; i--) {
            points.add(new EnforcementPoint(
                    new EnforcementPointName("point-" + i),
                    services.get(i - 1).name(),
                    some(() -> pick(Vouching.values()), 0)));
        }
        return points;
    }

    private Segment segment(int number) {
        long refresh = random.nextLong(100, 5_000);
        Trust trust = pick(Trust.values());
        return new Segment(
                new SegmentName("zone-" + number),
                trust,
                pick(CallerAuthentication.values()),
                new TokenRules(
                        Duration.ofSeconds(1 + random.nextInt(86_400)),
                        some(() -> pick(Binding.values()), 0),
                        random.nextBoolean()),
                new Segment.Freshness(Duration.ofMillis(refresh), Duration.ofMillis(refresh + random.nextInt(9_999))),
                limits(trust),
                random.nextBoolean() ? Optional.empty() : Optional.of(rotation()),
                random.nextBoolean() ? List.of() : some(this::membership, 0));
    }

    private Membership membership() {
        boolean tagged = random.nextBoolean();
        return new Membership(
                tagged ? List.of("123456789012", "project-" + random.nextInt(3)) : List.of(),
                tagged ? List.of(new Tag("team", "t" + random.nextInt(3)), new Tag("tier", "")) : List.of(),
                tagged && random.nextBoolean() ? Optional.empty() : Optional.of("spiffe://shop.example/ns/pay/*"));
    }

    private Rotation rotation() {
        Duration grace = Duration.ofSeconds(60 + random.nextInt(600_000));
        return new Rotation(
                random.nextBoolean() ? Optional.empty() : Optional.of(Duration.ofSeconds(60 + random.nextInt(600_000))),
                random.nextBoolean() ? Optional.empty() : Optional.of(grace.plusSeconds(3_600)),
                grace);
    }

    private Service service(int number, SegmentName segment) {
        return new Service(
                new ServiceName("service." + number),
                segment,
                random.nextBoolean() ? List.of("h" + number + ".example", "x" + number + ".example") : List.of(),
                Optional.of(random.nextInt(4) == 0 ? Operations.all() : listed())
                        .filter(all -> random.nextInt(5) > 0),
                some(this::identity, 0),
                random.nextBoolean() ? Optional.of("https://public" + number + ".example/base") : Optional.empty());
    }

    private Operations listed() {
        List<Operation> operations = new ArrayList<>();
        for (String path : PATHS) {
            if (random.nextInt(3) == 0) {
                operations.add(new Operation(pick(Method.values()), new PathTemplate(path)));
            }
        }
        return operations.isEmpty() ? Operations.all() : Operations.listed(operations);
    }

    private WorkloadIdentity identity() {
        return switch (random.nextInt(4)) {
            case 0 -> new WorkloadIdentity.SpiffeId("spiffe://shop.example/s" + random.nextInt(9));
            case 1 -> new WorkloadIdentity.Thumbprint(thumbprint());
            case 2 -> new WorkloadIdentity.DnsName("d" + random.nextInt(9) + ".example");
            default -> new WorkloadIdentity.SubjectName("CN=é" + random.nextInt(9) + ",O=Shop \"x\"");
        };
    }

    private KeyThumbprint thumbprint() {
        return new KeyThumbprint("abcdefghij".repeat(4) + "_-" + "AEIMQ".charAt(random.nextInt(5)));
    }

    private Flow flow(int number) {
        Party to = anyone();
        return new Flow(
                new FlowId("flow-" + number),
                new Edge(anyone(), to, operationsOf(to)),
                some(() -> new Scope("s:" + random.nextInt(4)), 0),
                some(this::condition, 0),
                rates(),
                pick(Mode.values()),
                pick(TokenKind.values()),
                random.nextBoolean() ? List.of() : List.of(new FlowId("flow-1")));
    }

    private Forbid forbid(int number) {
        Party to = random.nextBoolean() ? anyone() : new Party.OfTrust(pick(Trust.values()));
        Party from = random.nextBoolean() ? anyone() : new Party.OfTrust(pick(Trust.values()));
        Operations operations = to instanceof Party.OfTrust ? Operations.all() : operationsOf(to);
        return new Forbid(new ForbidId("forbid-" + number), new Edge(from, to, operations), some(this::condition, 0));
    }

    private Party anyone() {
        Service service = services.get(random.nextInt(services.size()));
        return random.nextBoolean() ? new Party.OfService(service.name()) : new Party.OfSegment(service.segment());
    }

    private Operations operationsOf(Party party) {
        List<Operation> offered = new ArrayList<>();
        for (Service service : services) {
            boolean meant = party.toString().equals(service.name().text())
                    || party.toString().equals(service.segment().text());
            if (meant && service.operations().orElse(null) instanceof Operations.Listed listed) {
                offered.addAll(listed.list());
            }
        }
        return offered.isEmpty() || random.nextInt(3) == 0
                ? Operations.all()
                : Operations.listed(List.of(offered.get(random.nextInt(offered.size()))));
    }

    private Rates rates() {
        return new Rates(
                random.nextBoolean() ? Optional.of(rate()) : Optional.empty(),
                random.nextInt(3) == 0 ? Optional.of(rate()) : Optional.empty());
    }

    private Segment.Limits limits(Trust trust) {
        Uncounted uncounted = pick(Uncounted.values());
        boolean tooLax = trust == Trust.RESTRICTED && uncounted == Uncounted.ALLOW;
        return new Segment.Limits(rates(), tooLax ? Uncounted.LOCAL : uncounted);
    }

    private RateLimit rate() {
        return new RateLimit(1 + random.nextLong(RateLimit.MOST), pick(RateLimit.Per.values()), 1 + random.nextInt(99));
    }

    private Condition condition() {
        return switch (random.nextInt(9)) {
            case 0 -> new Condition.Network(some(this::block, 1));
            case 1 -> new Condition.SameEnvironment();
            case 2 -> new Condition.InEnvironment(some(() -> ENVIRONMENTS.get(random.nextInt(2)), 1));
            case 3 -> new Condition.Device(some(this::thumbprint, 1));
            case 4 -> new Condition.Time(some(this::window, 1));
            case 5 -> new Condition.MutualTls();
            case 6 -> new Condition.MaxTokenAge(Duration.ofSeconds(1 + random.nextInt(99_999)));
            case 7 -> new Condition.Claim("claim" + random.nextInt(3), test());
            default -> new Condition.Subject(IDP, some(this::text, 1), some(this::text, 0));
        };
    }

    private Cidr block() {
        String text = pick(new String[] {"10.0.0.0/8", "192.0.2.7", "2001:db8::/32", "::/0", "0.0.0.0/0", "::1"});
        return Cidr.parse(text).orElseThrow();
    }

    private TimeWindow window() {
        int start = random.nextInt(1440);
        int end = 1 + (start + random.nextInt(1439)) % 1440;
        String zone = pick(new String[] {"UTC", "Europe/Berlin", "America/St_Johns", "Z", "+05:30"});
        return new TimeWindow(
                some(() -> pick(DayOfWeek.values()), 1), start, end == start ? end + 1 : end, ZoneId.of(zone));
    }

    private ClaimTest test() {
        return switch (random.nextInt(3)) {
            case 0 -> new ClaimTest.Equal(value());
            case 1 -> new ClaimTest.OneOf(some(this::value, 1));
            default -> new ClaimTest.Contains(value());
        };
    }

    private ClaimValue value() {
        return switch (random.nextInt(5)) {
            case 0 -> new ClaimValue.Text(text());
            case 1 -> new ClaimValue.Whole(random.nextLong());
            case 2 -> new ClaimValue.Whole(random.nextInt(7) - 3);
            case 3 -> new ClaimValue.Flag(random.nextBoolean());
            default ->
                new ClaimValue.Many(
                        List.of(new ClaimValue.Text(text()), new ClaimValue.Whole(Json.LARGEST + random.nextInt(2))));
        };
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> List<T> some(Supplier<T> values, int least) {
        List<T> list = new ArrayList<>();
        for (int i = least + random.nextInt(3); i > 0; i--) {
            list.add(values.get());
        }
        return list;
    }
}
