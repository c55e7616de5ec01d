package dev.cordon.workload;

import dev.cordon.network.Cidr;
import dev.cordon.policy.CallerAuthentication;
import dev.cordon.policy.Condition;
import dev.cordon.policy.Edge;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Flow;
import dev.cordon.policy.FlowId;
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
import dev.cordon.policy.Rates;
import dev.cordon.policy.Scope;
import dev.cordon.policy.Segment;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.Service;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.policy.TimeWindow;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.TokenRules;
import dev.cordon.policy.Trust;
import dev.cordon.policy.WorkloadIdentity;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Makes the policy of the workload. Services are spread round-robin over segments. An operation is one of five methods
 * and {@code /v{1,2}/{resource of 40}/{id}}, half of them with {@code /{resource}/{id2}}. A flow's caller is a segment
 * in 30% and else a service; it lists one operation of its target, and for a quarter one more; 0 to 2 scopes; 20% have
 * conditions: any mix of 1 to 3 IPv4 blocks in 10/8, one of three environments, and a minute-of-day window.
 */
public final class Workload {

    /** The environments of its policies. */
    public static final List<Environment> ENVIRONMENTS =
            List.of(new Environment("production"), new Environment("staging"), new Environment("development"));

    /** The name of its policies. */
    public static final PolicyName NAME = new PolicyName("workload");

    private static final long SEED = 20_260_101L;
    private static final int RESOURCES = 40;
    private static final Method[] METHODS = {Method.GET, Method.POST, Method.PUT, Method.PATCH, Method.DELETE};

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Size size;
    private final CallerAuthentication authentication;

    private Workload(Size size, CallerAuthentication authentication) {
        this.size = size;
        this.authentication = authentication;
    }

    /** The policy of a size, equal on every call; its segments ask for tokens. */
    public static Policy policy(Size size) {
        return policy(size, CallerAuthentication.TOKEN);
    }

    /** The same policy with segments that ask for this. */
    public static Policy policy(Size size, CallerAuthentication authentication) {
        return new Workload(size, authentication).make();
    }

    private Policy make() {
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < size.segments(); i++) {
            segments.add(segment(i));
        }
        List<Service> services = new ArrayList<>();
        for (int i = 0; i < size.services(); i++) {
            services.add(service(i));
        }
        List<Flow> flows = new ArrayList<>();
        for (int i = 0; i < size.operations(); i++) {
            flows.add(flow(i, services.get(random.nextInt(services.size()))));
        }
        List<Party> all = new ArrayList<>();
        segments.forEach(segment -> all.add(new Party.OfSegment(segment.name())));
        Issuer issuer = new Issuer(
                new IssuerName("cordon"),
                "https://tokens.mesh.example",
                TokenKind.SEGMENT,
                List.of(SignatureAlgorithm.ES256),
                all);
        return new Policy(NAME, ENVIRONMENTS, List.of(issuer), segments, services, flows, List.of());
    }

    private Segment segment(int number) {
        return new Segment(
                segmentName(number),
                Trust.INTERNAL,
                authentication,
                new TokenRules(Duration.ofMinutes(5), List.of(), false),
                new Segment.Freshness(Duration.ofSeconds(2), Duration.ofMinutes(5)));
    }

    private static SegmentName segmentName(int number) {
        return new SegmentName("segment-" + number);
    }

    private static ServiceName serviceName(int number) {
        return new ServiceName("service-" + number);
    }

    private Service service(int number) {
        int count = size.operations() / size.services();
        Set<String> shapes = new HashSet<>();
        List<Operation> operations = new ArrayList<>();
        while (operations.size() < count) {
            Operation operation = operation();
            if (shapes.add(operation.shape())) {
                operations.add(operation);
            }
        }
        return new Service(
                serviceName(number),
                segmentName(number % size.segments()),
                List.of("service-" + number + ".mesh.example"),
                Optional.of(Operations.listed(operations)),
                List.of(new WorkloadIdentity.SpiffeId("spiffe://mesh.example/service-" + number)),
                Optional.empty());
    }

    private Operation operation() {
        String path = "/v" + (1 + random.nextInt(2)) + "/resource" + random.nextInt(RESOURCES) + "/{id}";
        boolean longer = random.nextBoolean();
        return new Operation(
                METHODS[random.nextInt(METHODS.length)],
                new PathTemplate(longer ? path + "/resource" + random.nextInt(RESOURCES) + "/{id2}" : path));
    }

    private Flow flow(int number, Service target) {
        Party caller = random.nextInt(10) < 3
                ? new Party.OfSegment(segmentName(random.nextInt(size.segments())))
                : new Party.OfService(serviceName(random.nextInt(size.services())));
        return new Flow(
                new FlowId("flow-" + number),
                new Edge(caller, new Party.OfService(target.name()), Operations.listed(operations(target))),
                scopes(),
                random.nextInt(5) == 0 ? conditions() : List.of(),
                Rates.NONE,
                Mode.ENFORCE,
                TokenKind.SEGMENT,
                List.of());
    }

    private List<Operation> operations(Service target) {
        List<Operation> offered = ((Operations.Listed) target.operations().orElseThrow()).list();
        int first = random.nextInt(offered.size());
        int more = (first + 1 + random.nextInt(offered.size() - 1)) % offered.size();
        return random.nextInt(4) == 0 ? List.of(offered.get(first), offered.get(more)) : List.of(offered.get(first));
    }

    private List<Scope> scopes() {
        List<Scope> scopes = new ArrayList<>();
        int count = random.nextInt(3);
        for (int i = 0; i < count; i++) {
            scopes.add(new Scope((random.nextBoolean() ? "read:" : "write:") + "resource" + random.nextInt(RESOURCES)));
        }
        return scopes;
    }

    /** Any mix of three kinds, but not none. */
    private List<Condition> conditions() {
        int mix = 1 + random.nextInt(7);
        List<Condition> conditions = new ArrayList<>();
        if ((mix & 1) != 0) {
            List<Cidr> blocks = new ArrayList<>();
            int count = 1 + random.nextInt(3);
            for (int i = 0; i < count; i++) {
                blocks.add(block());
            }
            conditions.add(new Condition.Network(blocks));
        }
        if ((mix & 2) != 0) {
            conditions.add(new Condition.InEnvironment(List.of(ENVIRONMENTS.get(random.nextInt(3)))));
        }
        if ((mix & 4) != 0) {
            int start = random.nextInt(1440);
            int end = (start + 1 + random.nextInt(1439)) % 1440;
            conditions.add(new Condition.Time(List.of(
                    new TimeWindow(List.of(DayOfWeek.values()), start, end == 0 ? 1440 : end, ZoneId.of("UTC")))));
        }
        return conditions;
    }

    private Cidr block() {
        int prefix = 12 + random.nextInt(13);
        int bits = 10 << 24 | random.nextInt(1 << 24);
        bits &= -1 << 32 - prefix;
        String text = (bits >>> 24) + "." + (bits >> 16 & 255) + "." + (bits >> 8 & 255) + "." + (bits & 255);
        return Cidr.parse(text + "/" + prefix).orElseThrow();
    }
}
