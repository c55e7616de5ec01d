package dev.cordon.theft;

import dev.cordon.decision.Reason;
import dev.cordon.network.Cidr;
import dev.cordon.policy.Binding;
import dev.cordon.policy.CallerAuthentication;
import dev.cordon.policy.ClaimTest;
import dev.cordon.policy.ClaimValue;
import dev.cordon.policy.Condition;
import dev.cordon.policy.Edge;
import dev.cordon.policy.Environment;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.Forbid;
import dev.cordon.policy.ForbidId;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.Operations;
import dev.cordon.policy.Party;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Scope;
import dev.cordon.policy.Segment;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TimeWindow;
import dev.cordon.policy.TokenRules;
import dev.cordon.policy.Trust;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.Target;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The same call under a policy that has changed since the token was issued. */
final class PolicyChanges {

    private final ValidCall call;
    private final Consumer<Change> to;
    private final String flow;
    private final boolean certified;

    PolicyChanges(ValidCall call, Consumer<Change> to) {
        this.call = call;
        this.to = to;
        this.flow = String.valueOf(call.token.purpose());
        this.certified = call.attempt.shown().certificate() instanceof CertificateEvidence.Trusted;
    }

    void add() {
        flows();
        edges();
        conditions();
        forbids();
        services();
        segments();
        issuers();
    }

    private void add(Aspect aspect, String detail, Reason expected, Policy policy) {
        to.accept(new Change(aspect, detail, expected, call.in(Scene.SOUND.with(policy))));
    }

    private void flows() {
        add(Aspect.FLOW, "removed", Reason.NO_FLOW, Amended.withoutFlow(flow));
        FlowId other = new FlowId(flow + "-2");
        add(
                Aspect.FLOW,
                "of another name",
                Reason.PURPOSE_MISMATCH,
                Amended.flow(flow, one -> Amended.with(one, other)));
        add(Aspect.FLOW, "for others' tokens", Reason.NO_FLOW, Amended.flow(flow, Amended::external));
        for (String scope : List.of("admin", call.target() + ".READ", call.target())) {
            Policy wider = Amended.flow(flow, one -> Amended.with(one, new Scope(scope)));
            add(Aspect.SCOPE, scope, Reason.SCOPE_MISSING, wider);
        }
    }

    private void edges() {
        add(
                Aspect.FLOW,
                "from another caller",
                Reason.NO_FLOW,
                Amended.flow(
                        flow,
                        one -> Amended.with(
                                one,
                                new Edge(
                                        party("portal"),
                                        one.edge().to(),
                                        one.edge().operations()))));
        add(
                Aspect.FLOW,
                "to the twin",
                Reason.NO_FLOW,
                Amended.flow(
                        flow,
                        one -> Amended.with(
                                one,
                                new Edge(
                                        one.edge().from(),
                                        party(call.target() + "-twin"),
                                        one.edge().operations()))));
        Operations some = Operations.listed(TestPolicy.operations("DELETE /things/{id}"));
        add(
                Aspect.FLOW,
                "without the operation",
                Reason.NO_FLOW,
                Amended.flow(
                        flow,
                        one -> Amended.with(
                                one, new Edge(one.edge().from(), one.edge().to(), some))));
    }

    private void conditions() {
        int minute = (int) (call.token.issuedAt() % 86_400 / 60);
        TimeWindow over = new TimeWindow(
                List.of(DayOfWeek.values()), (minute + 2) % 1_440, (minute + 3) % 1_440 + 1, ZoneOffset.UTC);
        condition(
                Reason.CONDITION_NETWORK,
                new Condition.Network(List.of(Cidr.parse("192.0.2.0/24").orElseThrow())));
        condition(Reason.CONDITION_ENVIRONMENT, new Condition.InEnvironment(List.of(new Environment("staging"))));
        condition(Reason.CONDITION_DEVICE, new Condition.Device(List.of(ValidCalls.print('Z'))));
        condition(Reason.CONDITION_TIME, new Condition.Time(List.of(over)));
        condition(Reason.CONDITION_TOKEN_AGE, new Condition.MaxTokenAge(Duration.ofSeconds(1)));
        condition(
                Reason.CONDITION_CLAIM,
                new Condition.Claim("client_id", new ClaimTest.Equal(new ClaimValue.Text("portal"))));
        condition(Reason.CONDITION_CLAIM, new Condition.Claim("role", new ClaimTest.Equal(new ClaimValue.Flag(true))));
        condition(
                Reason.CONDITION_SUBJECT, new Condition.Subject(new IssuerName("idp"), List.of("cashier"), List.of()));
        if (!certified) {
            condition(Reason.CONDITION_MTLS, new Condition.MutualTls());
        }
    }

    private void condition(Reason expected, Condition condition) {
        Policy amended = Amended.flow(flow, one -> Amended.when(one, condition));
        add(Aspect.CONDITION, condition.toString(), expected, amended);
    }

    private void forbids() {
        List<Party> from = new ArrayList<>();
        for (String name : call.chain()) {
            from.add(party(name));
        }
        from.add(new Party.OfTrust(Trust.PUBLIC));
        if (call.token.origin().equals("web")) {
            from.add(new Party.OfSegment(new SegmentName("storefront")));
        } else {
            from.remove(from.size() - 1);
        }
        Condition odd = new Condition.Claim("none", new ClaimTest.Equal(new ClaimValue.Flag(true)));
        for (Party one : from) {
            for (Party target : List.of(party(call.target()), new Party.OfSegment(new SegmentName(call.segment())))) {
                Edge edge = new Edge(one, target, Operations.all());
                forbid(new Forbid(new ForbidId("never"), edge, List.of()));
                forbid(new Forbid(new ForbidId("perhaps"), edge, List.of(odd)));
            }
        }
    }

    private void forbid(Forbid forbid) {
        add(Aspect.FORBID, forbid.toString(), Reason.FORBIDDEN, Amended.forbid(forbid));
    }

    private void services() {
        for (String party : call.chain()) {
            boolean caller = party.equals(call.token.caller());
            Reason expected = caller ? Reason.CALLER_UNKNOWN : Reason.ACTOR_UNKNOWN;
            // a certificate of a service that is gone is nobody's, which a segment that wants one says first
            boolean nobody = caller && call.segment().equals("deep");
            add(
                    Aspect.SEGMENT_RULES,
                    "without " + party,
                    nobody ? Reason.CERTIFICATE_UNKNOWN : expected,
                    Amended.withoutService(party));
        }
        boolean byHost = call.attempt.place().target() instanceof Target.OfHost;
        add(
                Aspect.TARGET,
                "gone",
                byHost ? Reason.HOST_UNKNOWN : Reason.SERVICE_UNKNOWN,
                Amended.withoutService(call.target()));
    }

    private void segments() {
        rules("shorter life", Reason.LIFETIME_EXCEEDED, Duration.ofSeconds(10), List.of());
        if (call.token.networks().isEmpty()) {
            rules("network", Reason.BINDING_MISSING, Duration.ofMinutes(5), List.of(Binding.NETWORK));
        }
        if (call.token.certificate() == null) {
            rules("certificate", Reason.BINDING_MISSING, Duration.ofMinutes(5), List.of(Binding.MTLS));
        }
        if (call.token.key() == null) {
            rules("key", Reason.BINDING_MISSING, Duration.ofMinutes(5), List.of(Binding.DPOP));
        }
        if (!certified) {
            authentication(CallerAuthentication.BOTH);
            authentication(CallerAuthentication.MUTUAL_TLS);
        }
    }

    private void rules(String detail, Reason expected, Duration ttl, List<Binding> bind) {
        Policy amended = Amended.segment(
                call.segment(),
                one -> new Segment(
                        one.name(),
                        one.trust(),
                        one.authentication(),
                        new TokenRules(ttl, bind, false),
                        one.freshness()));
        add(Aspect.SEGMENT_RULES, detail, expected, amended);
    }

    private void authentication(CallerAuthentication wanted) {
        Policy amended = Amended.segment(
                call.segment(), one -> new Segment(one.name(), one.trust(), wanted, one.token(), one.freshness()));
        add(Aspect.SEGMENT_RULES, wanted.toString(), Reason.CERTIFICATE_MISSING, amended);
    }

    private void issuers() {
        add(
                Aspect.ISSUER,
                "for others",
                Reason.ISSUER_NOT_FOR_CALLER,
                Amended.issuer(one ->
                        new Issuer(one.name(), one.issuer(), one.kind(), one.algorithms(), List.of(party("portal")))));
        add(
                Aspect.ISSUER,
                "renamed",
                Reason.ISSUER_UNKNOWN,
                Amended.issuer(one ->
                        new Issuer(one.name(), "https://new.example", one.kind(), one.algorithms(), one.speaksFor())));
        add(
                Aspect.ISSUER,
                "of another algorithm",
                Reason.ALGORITHM_REFUSED,
                Amended.issuer(one -> new Issuer(
                        one.name(), one.issuer(), one.kind(), List.of(SignatureAlgorithm.EDDSA), one.speaksFor())));
    }

    private static Party party(String service) {
        return new Party.OfService(new ServiceName(service));
    }
}
