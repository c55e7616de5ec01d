package dev.cordon.theft;

import dev.cordon.policy.Condition;
import dev.cordon.policy.Edge;
import dev.cordon.policy.Flow;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.Forbid;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Scope;
import dev.cordon.policy.Segment;
import dev.cordon.policy.Service;
import dev.cordon.policy.TokenKind;
import java.util.List;
import java.util.function.UnaryOperator;

/** The town's policy with one amendment. */
final class Amended {

    private static final Policy BASE = TownPolicy.POLICY;

    private Amended() {}

    private static Policy of(List<Issuer> issuers, List<Segment> segments, List<Flow> flows, List<Forbid> forbids) {
        return new Policy(BASE.name(), BASE.environments(), issuers, segments, BASE.services(), flows, forbids);
    }

    static Policy issuer(UnaryOperator<Issuer> change) {
        List<Issuer> issuers = BASE.issuers().stream()
                .map(issuer -> issuer.kind() == TokenKind.SEGMENT ? change.apply(issuer) : issuer)
                .toList();
        return of(issuers, BASE.segments(), BASE.flows(), List.of());
    }

    static Policy segment(String name, UnaryOperator<Segment> change) {
        List<Segment> segments = BASE.segments().stream()
                .map(segment -> segment.name().text().equals(name) ? change.apply(segment) : segment)
                .toList();
        return of(BASE.issuers(), segments, BASE.flows(), List.of());
    }

    static Policy forbid(Forbid forbid) {
        return of(BASE.issuers(), BASE.segments(), BASE.flows(), List.of(forbid));
    }

    /** Nothing leads onward to that flow any more. */
    static Policy flow(String id, UnaryOperator<Flow> change) {
        List<Flow> flows = BASE.flows().stream()
                .map(flow -> flow.id().text().equals(id) ? change.apply(flow) : notOnward(flow, List.of(id)))
                .toList();
        return of(BASE.issuers(), BASE.segments(), flows, List.of());
    }

    static Policy withoutFlow(String id) {
        List<Flow> flows = BASE.flows().stream()
                .filter(flow -> !flow.id().text().equals(id))
                .map(flow -> notOnward(flow, List.of(id)))
                .toList();
        return of(BASE.issuers(), BASE.segments(), flows, List.of());
    }

    static Policy withoutService(String name) {
        List<Service> services = BASE.services().stream()
                .filter(service -> !service.name().text().equals(name))
                .toList();
        List<String> gone = BASE.flows().stream()
                .filter(flow -> flow.edge().from().toString().equals(name)
                        || flow.edge().to().toString().equals(name))
                .map(flow -> flow.id().text())
                .toList();
        List<Flow> flows = BASE.flows().stream()
                .filter(flow -> !gone.contains(flow.id().text()))
                .map(flow -> notOnward(flow, gone))
                .toList();
        return new Policy(
                BASE.name(), BASE.environments(), BASE.issuers(), BASE.segments(), services, flows, List.of());
    }

    private static Flow notOnward(Flow flow, List<String> gone) {
        List<FlowId> onward =
                flow.onward().stream().filter(id -> !gone.contains(id.text())).toList();
        return new Flow(
                flow.id(), flow.edge(), flow.scopes(), flow.when(), flow.rate(), flow.mode(), flow.tokens(), onward);
    }

    static Flow with(Flow flow, FlowId id) {
        return new Flow(
                id, flow.edge(), flow.scopes(), flow.when(), flow.rate(), flow.mode(), flow.tokens(), List.of());
    }

    static Flow with(Flow flow, Edge edge) {
        return new Flow(
                flow.id(), edge, flow.scopes(), flow.when(), flow.rate(), flow.mode(), flow.tokens(), List.of());
    }

    static Flow with(Flow flow, Scope more) {
        return new Flow(
                flow.id(), flow.edge(), List.of(more), flow.when(), flow.rate(), flow.mode(), flow.tokens(), List.of());
    }

    static Flow when(Flow flow, Condition condition) {
        return new Flow(
                flow.id(),
                flow.edge(),
                flow.scopes(),
                List.of(condition),
                flow.rate(),
                flow.mode(),
                flow.tokens(),
                List.of());
    }

    static Flow external(Flow flow) {
        return new Flow(
                flow.id(),
                flow.edge(),
                List.of(),
                flow.when(),
                flow.rate(),
                flow.mode(),
                TokenKind.EXTERNAL,
                List.of());
    }
}
