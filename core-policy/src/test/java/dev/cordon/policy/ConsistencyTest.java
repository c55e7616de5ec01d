package dev.cordon.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConsistencyTest {

    private static final Environment HERE = new Environment("here");
    private static final IssuerName IDP = new IssuerName("idp");

    private final List<Segment> segments = new ArrayList<>(List.of(segment("zone"), segment("far")));
    private final List<Service> services = new ArrayList<>(List.of(
            service("shop", "zone", List.of("shop.example"), "GET /a/{id}", "POST /a"),
            service("bank", "far", List.of("bank.example"), "GET /b")));
    private final List<Flow> flows = new ArrayList<>();
    private final List<Forbid> forbids = new ArrayList<>();
    private final List<EnforcementPoint> points = new ArrayList<>();
    private final List<Issuer> issuers = new ArrayList<>(List.of(issuer(IDP, "https://idp.example")));

    private Policy policy() {
        return new Policy(new PolicyName("test"), List.of(HERE), issuers, segments, services, flows, forbids, points);
    }

    private void refused(String message) {
        assertThatIllegalArgumentException().isThrownBy(this::policy).withMessage(message);
    }

    private static Segment segment(String name) {
        return new Segment(
                new SegmentName(name),
                Trust.INTERNAL,
                CallerAuthentication.TOKEN,
                new TokenRules(Duration.ofMinutes(5), List.of(), false),
                new Segment.Freshness(Duration.ofSeconds(1), Duration.ofSeconds(2)));
    }

    private static Issuer issuer(IssuerName name, String iss) {
        return new Issuer(
                name, iss, TokenKind.EXTERNAL, List.of(SignatureAlgorithm.ES256), List.of(party("service:shop")));
    }

    private static Operation operation(String text) {
        int space = text.indexOf(' ');
        return new Operation(
                Method.of(text.substring(0, space)).orElseThrow(), new PathTemplate(text.substring(space + 1)));
    }

    private static Operations operations(String... texts) {
        return Operations.listed(
                List.of(texts).stream().map(ConsistencyTest::operation).toList());
    }

    private static Service service(String name, String segment, List<String> hosts, String... operations) {
        Optional<Operations> offered = Optional.of(operations.length == 0 ? Operations.all() : operations(operations));
        return new Service(
                new ServiceName(name), new SegmentName(segment), hosts, offered, List.of(), Optional.empty());
    }

    private static Party party(String text) {
        String name = text.substring(text.indexOf(':') + 1);
        return text.startsWith("service:")
                ? new Party.OfService(new ServiceName(name))
                : new Party.OfSegment(new SegmentName(name));
    }

    private static Flow flow(String id, String from, String to, Operations operations) {
        return new Flow(
                new FlowId(id),
                new Edge(party(from), party(to), operations),
                List.of(),
                List.of(),
                Rates.NONE,
                Mode.ENFORCE,
                TokenKind.SEGMENT,
                List.of());
    }

    @Test
    void a_flow_may_name_an_operation_by_its_shape_at_a_service_or_segment() {
        flows.add(flow("one", "service:bank", "service:shop", operations("GET /a/{other}")));
        flows.add(flow("two", "service:bank", "segment:zone", operations("GET /a/{other}", "POST /a")));

        assertThat(policy().flows()).hasSize(2);
    }

    @Test
    void an_enforcement_point_is_one_service_and_no_other_is_the_same() {
        points.add(point("edge", "shop"));
        points.add(point("rim", "bank"));
        assertThat(policy().enforcementPoints()).hasSize(2);

        points.set(1, point("rim", "shop"));
        refused("enforcement point `rim` is the same service as another");
        points.set(1, point("edge", "bank"));
        refused("enforcement point `edge` is named twice");
        points.set(1, point("rim", "zone"));
        refused("enforcement point `rim` names unknown service `zone`");
    }

    private static EnforcementPoint point(String name, String service) {
        return new EnforcementPoint(
                new EnforcementPointName(name), new ServiceName(service), List.of(Vouching.SUBJECT));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 40})
    void a_flow_is_numbered_with_the_operations_of_its_shapes_however_many_there_are(int count) {
        String[] texts = new String[count];
        for (int i = 0; i < count; i++) {
            texts[i] = "GET /x" + i + "/{a}";
        }
        services.add(service("many", "zone", List.of(), texts));
        flows.add(flow("one", "service:bank", "service:many", operations("GET /x1/{b}", "GET /x0/{b}")));
        flows.add(flow("two", "segment:far", "segment:zone", operations("GET /x1/{b}", "POST /a")));
        flows.add(flow("three", "service:bank", "service:many", Operations.all()));

        RuleEdges edges = policy().index().flowEdges();

        // The services are shop with operations 0 and 1, bank with 2 and many from 3 on; zone is 3, far is 4.
        assertThat(List.of(edges.from(0), edges.to(0), edges.from(1), edges.to(1)))
                .containsExactly(1, 2, 4, 3);
        assertThat(List.of(edges.count(0), edges.operation(0, 0), edges.operation(0, 1)))
                .containsExactly(2, 3, 4);
        assertThat(List.of(edges.count(1), edges.operation(1, 0), edges.operation(1, 1)))
                .containsExactly(2, 1, 4);
        assertThat(edges.count(2)).isZero();
        assertThat(edges.lists(1, 4)).isTrue();
        assertThat(edges.lists(1, 3)).isFalse();
    }

    @Test
    void a_forbid_of_a_trust_level_is_numbered_with_the_operations_of_that_level_alone() {
        Party internal = new Party.OfTrust(Trust.INTERNAL);
        Party publicly = new Party.OfTrust(Trust.PUBLIC);
        forbids.add(new Forbid(new ForbidId("f"), new Edge(internal, internal, operations("GET /b")), List.of()));
        forbids.add(new Forbid(new ForbidId("g"), new Edge(internal, publicly, operations("GET /b")), List.of()));

        RuleEdges edges = policy().index().forbidEdges();

        assertThat(List.of(edges.count(0), edges.operation(0, 0))).containsExactly(1, 2);
        assertThat(List.of(edges.from(0), edges.to(0))).containsExactly(RuleEdges.SEVERAL, RuleEdges.SEVERAL);
        assertThat(edges.count(1)).isZero();
    }

    @Test
    void policies_of_the_same_parts_are_equal_and_others_are_not() {
        Policy one = policy();

        assertThat(policy()).isEqualTo(one).hasSameHashCodeAs(one);

        flows.add(flow("one", "service:bank", "service:shop", Operations.all()));
        assertThat(policy()).isNotEqualTo(one);
    }

    @Test
    void an_operation_that_only_another_service_or_segment_offers_is_refused() {
        flows.add(flow("one", "service:bank", "service:shop", operations("GET /b")));
        refused("flow `one` names operation `GET /b` that nobody offers");

        flows.set(0, flow("one", "service:bank", "segment:zone", operations("GET /b")));
        refused("flow `one` names operation `GET /b` that nobody offers");
    }

    @Test
    void a_forbid_of_a_trust_level_names_operations_that_anybody_offers() {
        Party internal = new Party.OfTrust(Trust.INTERNAL);
        forbids.add(new Forbid(new ForbidId("f"), new Edge(internal, internal, operations("GET /b")), List.of()));
        assertThat(policy().forbids()).hasSize(1);

        forbids.set(0, new Forbid(new ForbidId("f"), new Edge(internal, internal, operations("GET /c")), List.of()));
        refused("forbid `f` names operation `GET /c` that nobody offers");
    }

    @Test
    void names_are_used_once() {
        segments.add(segment("zone"));
        refused("`zone` is named twice");
        segments.remove(2);

        services.add(service("far", "zone", List.of()));
        refused("`far` is named twice");
        services.remove(2);

        flows.add(flow("one", "service:bank", "service:shop", Operations.all()));
        flows.add(flow("one", "service:shop", "service:bank", Operations.all()));
        refused("flow `one` is named twice");
        flows.clear();

        issuers.add(issuer(IDP, "https://other.example"));
        refused("issuer `idp` is named twice");
        issuers.set(1, issuer(new IssuerName("other"), "https://idp.example"));
        refused("iss `https://idp.example` has two issuers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"service:nobody", "segment:nowhere"})
    void an_unknown_end_of_a_flow_is_refused(String party) {
        String kind = party.substring(0, party.indexOf(':'));
        String name = party.substring(party.indexOf(':') + 1);

        flows.add(flow("one", party, "service:shop", Operations.all()));
        refused("flow `one` names unknown " + kind + " `" + name + "`");

        flows.set(0, flow("one", "service:shop", party, Operations.all()));
        refused("flow `one` names unknown " + kind + " `" + name + "`");
    }

    @Test
    void an_unknown_segment_environment_issuer_or_onward_flow_is_refused() {
        services.add(service("lost", "nowhere", List.of()));
        refused("service `lost` names an unknown segment");
        services.remove(2);

        Flow flow = flow("one", "service:bank", "service:shop", Operations.all());
        flows.add(with(flow, new Condition.InEnvironment(List.of(new Environment("there")))));
        refused("flow `one` names an unknown environment");

        flows.set(0, with(flow, new Condition.Subject(new IssuerName("who"), List.of("r"), List.of())));
        refused("flow `one` names an unknown issuer");

        flows.set(
                0,
                new Flow(
                        flow.id(),
                        flow.edge(),
                        List.of(),
                        List.of(),
                        flow.rate(),
                        flow.mode(),
                        flow.tokens(),
                        List.of(new FlowId("two"))));
        refused("flow `one` goes onward to an unknown flow");
    }

    private static Flow with(Flow flow, Condition condition) {
        return new Flow(
                flow.id(),
                flow.edge(),
                flow.scopes(),
                List.of(condition),
                flow.rate(),
                flow.mode(),
                flow.tokens(),
                flow.onward());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 40})
    void two_operations_of_one_shape_are_refused_however_many_there_are(int count) {
        String[] texts = new String[count];
        for (int i = 0; i < count; i++) {
            texts[i] = "GET /x" + i + "/{a}";
        }
        services.add(service("many", "zone", List.of(), texts));
        assertThat(policy().services()).hasSize(3);

        texts[count - 1] = "GET /x0/{b}";
        services.set(2, service("many", "zone", List.of(), texts));
        refused("service `many` has two of GET /x0/{}");
    }

    @Test
    void services_may_share_a_host_where_their_operations_differ() {
        services.add(service("third", "far", List.of("shop.example"), "GET /c"));
        assertThat(policy().services()).hasSize(3);

        services.set(2, service("third", "far", List.of("shop.example"), "GET /a/{x}"));
        refused("host `shop.example` has one operation twice");

        services.set(2, service("third", "far", List.of("shop.example")));
        refused("host `shop.example` leads to two services that take any path");
    }
}
