package dev.cordon.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Writes policies in a line a rule; a party is a segment where one of that name was written before, else a service. */
public final class TestPolicy {

    private final List<Issuer> issuers = new ArrayList<>();
    private final List<Segment> segments = new ArrayList<>();
    private final List<Service> services = new ArrayList<>();
    private final List<Flow> flows = new ArrayList<>();
    private final List<Forbid> forbids = new ArrayList<>();
    private final List<EnforcementPoint> points = new ArrayList<>();

    /** What a flow may say beyond its edge. */
    public static final class FlowDraft {
        private Operations operations = Operations.all();
        private List<Scope> scopes = List.of();
        private List<Condition> when = List.of();
        private Rates rates = Rates.NONE;
        private Mode mode = Mode.ENFORCE;
        private TokenKind tokens = TokenKind.SEGMENT;
        private List<FlowId> onward = List.of();

        /** Only these operations. */
        public FlowDraft operations(String... texts) {
            operations = Operations.listed(TestPolicy.operations(texts));
            return this;
        }

        /** With these scopes. */
        public FlowDraft scopes(String... texts) {
            scopes = Arrays.stream(texts).map(Scope::new).toList();
            return this;
        }

        /** Under these conditions. */
        public FlowDraft when(Condition... conditions) {
            when = List.of(conditions);
            return this;
        }

        /** This often a second. */
        public FlowDraft rate(long calls) {
            rates = new Rates(Optional.of(new RateLimit(calls, RateLimit.Per.SECOND, calls)), rates.perCaller());
            return this;
        }

        /** This often a second for each caller. */
        public FlowDraft ratePerCaller(long calls) {
            rates = new Rates(rates.together(), Optional.of(new RateLimit(calls, RateLimit.Per.SECOND, calls)));
            return this;
        }

        /** Without enforcing its conditions. */
        public FlowDraft shadow() {
            mode = Mode.SHADOW;
            return this;
        }

        /** For tokens of external issuers. */
        public FlowDraft external() {
            tokens = TokenKind.EXTERNAL;
            return this;
        }

        /** For API keys. */
        public FlowDraft apiKeys() {
            tokens = TokenKind.API_KEY;
            return this;
        }

        /** For callers that an enforcement point vouches for. */
        public FlowDraft vouched() {
            tokens = TokenKind.VOUCHED;
            return this;
        }

        /** The flows that its tokens may be exchanged into. */
        public FlowDraft onward(String... flows) {
            onward = Arrays.stream(flows).map(FlowId::new).toList();
            return this;
        }
    }

    /** A segment that wants tokens of up to five minutes and accepts a snapshot of up to 30 seconds. */
    public TestPolicy segment(String name, Trust trust) {
        return segment(name, trust, CallerAuthentication.TOKEN);
    }

    /** The same with another authentication and bindings. */
    public TestPolicy segment(String name, Trust trust, CallerAuthentication authentication, Binding... bind) {
        segments.add(new Segment(
                new SegmentName(name),
                trust,
                authentication,
                new TokenRules(Duration.ofMinutes(5), List.of(bind), false),
                new Segment.Freshness(Duration.ofSeconds(2), Duration.ofSeconds(30))));
        return this;
    }

    /** Other limits for the segment written last. */
    public TestPolicy freshness(Duration refresh, Duration denyAfter) {
        Segment last = segments.remove(segments.size() - 1);
        segments.add(new Segment(
                last.name(),
                last.trust(),
                last.authentication(),
                last.token(),
                new Segment.Freshness(refresh, denyAfter),
                last.limits()));
        return this;
    }

    /** Limits a segment that is there already. */
    public TestPolicy limited(String name, Rates rate, Uncounted uncounted) {
        segments.replaceAll(one -> one.name().text().equals(name)
                ? new Segment(
                        one.name(),
                        one.trust(),
                        one.authentication(),
                        one.token(),
                        one.freshness(),
                        new Segment.Limits(rate, uncounted))
                : one);
        return this;
    }

    /** Has the secrets of a segment's services replaced, which is there already. */
    public TestPolicy rotating(String name, Rotation rotation) {
        segments.replaceAll(one -> one.name().text().equals(name)
                ? new Segment(
                        one.name(),
                        one.trust(),
                        one.authentication(),
                        one.token(),
                        one.freshness(),
                        one.limits(),
                        Optional.of(rotation))
                : one);
        return this;
    }

    /** Has a segment, which is there already, take services that nobody names. */
    public TestPolicy taking(String name, Membership... members) {
        segments.replaceAll(one -> one.name().text().equals(name)
                ? new Segment(
                        one.name(),
                        one.trust(),
                        one.authentication(),
                        one.token(),
                        one.freshness(),
                        one.limits(),
                        one.rotation(),
                        List.of(members))
                : one);
        return this;
    }

    /** A service without operations, at no host; its certificates have {@code spiffe://shop.example/NAME}. */
    public TestPolicy caller(String name, String segment) {
        return add(name, segment, List.of(), Optional.empty());
    }

    /** A service that takes every call. */
    public TestPolicy open(String name, String segment, String host) {
        return add(name, segment, List.of(host), Optional.of(Operations.all()));
    }

    /** A service with operations such as {@code GET /orders/{id}}. */
    public TestPolicy service(String name, String segment, String host, String... operations) {
        return add(name, segment, List.of(host), Optional.of(Operations.listed(operations(operations))));
    }

    private TestPolicy add(String name, String segment, List<String> hosts, Optional<Operations> operations) {
        services.add(new Service(
                new ServiceName(name),
                new SegmentName(segment),
                hosts,
                operations,
                List.of(new WorkloadIdentity.SpiffeId("spiffe://shop.example/" + name)),
                Optional.empty()));
        return this;
    }

    /** One more identity of the service written last. */
    public TestPolicy identity(WorkloadIdentity identity) {
        Service last = services.remove(services.size() - 1);
        List<WorkloadIdentity> identities = new ArrayList<>(last.identities());
        identities.add(identity);
        services.add(new Service(
                last.name(), last.segment(), last.hosts(), last.operations(), identities, last.publicUrl()));
        return this;
    }

    /** The public URL of the service written last, in the place of that of its first host. */
    public TestPolicy publicUrl(String url) {
        Service last = services.remove(services.size() - 1);
        services.add(new Service(
                last.name(), last.segment(), last.hosts(), last.operations(), last.identities(), Optional.of(url)));
        return this;
    }

    /** An issuer that may speak for these. */
    public TestPolicy issuer(String name, TokenKind kind, String... parties) {
        List<Party> speaksFor = Arrays.stream(parties).map(this::party).collect(Collectors.toList());
        issuers.add(new Issuer(
                new IssuerName(name),
                "https://" + name + ".example",
                kind,
                List.of(SignatureAlgorithm.ES256),
                speaksFor));
        return this;
    }

    /** A flow of all operations without conditions. */
    public TestPolicy flow(String id, String from, String to) {
        return flow(id, from, to, flow -> {});
    }

    /** A flow with more to say. */
    public TestPolicy flow(String id, String from, String to, Consumer<FlowDraft> more) {
        FlowDraft draft = new FlowDraft();
        more.accept(draft);
        flows.add(new Flow(
                new FlowId(id),
                new Edge(party(from), party(to), draft.operations),
                draft.scopes,
                draft.when,
                draft.rates,
                draft.mode,
                draft.tokens,
                draft.onward));
        return this;
    }

    /** A forbid of all operations. */
    public TestPolicy forbid(String id, String from, String to, Condition... when) {
        forbids.add(new Forbid(new ForbidId(id), new Edge(party(from), party(to), Operations.all()), List.of(when)));
        return this;
    }

    /** A forbid of some operations. */
    public TestPolicy forbidOperations(String id, String from, String to, String... operations) {
        Operations some = Operations.listed(operations(operations));
        forbids.add(new Forbid(new ForbidId(id), new Edge(party(from), party(to), some), List.of()));
        return this;
    }

    /** An enforcement point, named after the service that it is. */
    public TestPolicy enforcementPoint(String service, Vouching... vouchesFor) {
        points.add(new EnforcementPoint(
                new EnforcementPointName("point-" + service), new ServiceName(service), List.of(vouchesFor)));
        return this;
    }

    /** The policy, for the environments {@code production} and {@code staging}. */
    public Policy build() {
        return new Policy(
                new PolicyName("shop"),
                List.of(new Environment("production"), new Environment("staging")),
                issuers,
                segments,
                services,
                flows,
                forbids,
                points);
    }

    private Party party(String name) {
        if (name.startsWith("trust:")) {
            String level = name.substring("trust:".length());
            return new Party.OfTrust(Arrays.stream(Trust.values())
                    .filter(trust -> trust.toString().equals(level))
                    .findFirst()
                    .orElseThrow());
        }
        boolean segment = segments.stream().anyMatch(one -> one.name().text().equals(name));
        return segment ? new Party.OfSegment(new SegmentName(name)) : new Party.OfService(new ServiceName(name));
    }

    /** Operations from texts such as {@code GET /orders/{id}}. */
    public static List<Operation> operations(String... texts) {
        return Arrays.stream(texts)
                .map(text -> text.split(" ", 2))
                .map(parts -> new Operation(Method.of(parts[0]).orElseThrow(), new PathTemplate(parts[1])))
                .toList();
    }
}
