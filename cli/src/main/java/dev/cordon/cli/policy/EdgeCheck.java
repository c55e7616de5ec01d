package dev.cordon.cli.policy;

import dev.cordon.cli.yaml.YamlNode;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Party;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the ends of flows and forbids meet anything. */
final class EdgeCheck {

    private final Landscape landscape;
    private final Report report;

    EdgeCheck(Landscape landscape, Report report) {
        this.landscape = landscape;
        this.report = report;
    }

    /** A flow that can never match is an error. */
    void flow(FlowDraft flow) {
        EdgeDraft edge = flow.edge();
        boolean from = edge.from()
                .map(party -> landscape.takesUnnamed(party) || hasMember(party, edge.fromText(), flow.id()))
                .orElse(false);
        boolean to = edge.to()
                .map(party -> hasMember(party, edge.toText(), flow.id()))
                .orElse(false);
        if (to && isListed(edge) && edge.all() && offersNothing(edge)) {
            String target = edge.toText().text();
            report.add(
                    RuleFault.OFFERS_NOTHING,
                    edge.toText().at(),
                    target,
                    flow.id().text());
        }
        if (from && to) {
            BitSet callers = members(edge.from());
            if (callers.cardinality() == 1 && callers.equals(members(edge.to()))) {
                String name = landscape.service(callers.nextSetBit(0)).name().text();
                report.add(RuleFault.SELF_FLOW, edge.toText().at(), flow.id().text(), name);
            }
        }
        operations(edge);
    }

    /** A forbid that can never match is most likely a mistake, yet denies nothing that it should not. */
    void forbid(ForbidDraft forbid) {
        EdgeDraft edge = forbid.edge();
        String id = forbid.id().text();
        boolean unnamed = edge.from().filter(landscape::takesUnnamed).isPresent();
        if (!unnamed && isEmpty(edge.from(), edge.fromText(), id) || isEmpty(edge.to(), edge.toText(), id)) {
            return;
        }
        if (edge.to().isPresent() && edge.all() && offersNothing(edge)) {
            String target = edge.toText().text();
            Object why = Report.our("offers no operation");
            report.add(RuleFault.FORBID_MATCHES_NOTHING, edge.toText().at(), id, target, why);
        }
        operations(edge);
    }

    private boolean isEmpty(Optional<Party> party, YamlNode.Scalar name, String forbid) {
        boolean empty = party.isPresent() && members(party).isEmpty();
        if (empty) {
            Object why = Report.our("has no service");
            report.add(RuleFault.FORBID_MATCHES_NOTHING, name.at(), forbid, name.text(), why);
        }
        return empty;
    }

    private boolean hasMember(Party party, YamlNode.Scalar name, YamlNode.Scalar flow) {
        boolean empty = landscape.members(party).isEmpty();
        if (empty) {
            report.add(RuleFault.EMPTY_SEGMENT, name.at(), name.text(), flow.text());
        }
        return !empty;
    }

    /** Whether all targets are known not to be of the kind that takes everything. */
    private boolean isListed(EdgeDraft edge) {
        return targets(edge).noneMatch(offer -> offer.kind() == Offer.Kind.ALL);
    }

    private boolean offersNothing(EdgeDraft edge) {
        return targets(edge).allMatch(offer -> offer.kind() == Offer.Kind.NOTHING && offer.certain());
    }

    private void operations(EdgeDraft edge) {
        if (edge.to().isEmpty() || targets(edge).findAny().isEmpty()) {
            return;
        }
        boolean certain = targets(edge).allMatch(Offer::certain);
        boolean lists = targets(edge).anyMatch(offer -> offer.kind() == Offer.Kind.LISTED);
        boolean all = targets(edge).anyMatch(offer -> offer.kind() == Offer.Kind.ALL);
        for (EdgeDraft.PlacedOperation operation : edge.operations()) {
            boolean offered = offered(edge, operation.operation()).isPresent();
            YamlNode.Scalar text = operation.text();
            if (!offered && certain && all && !lists) {
                report.add(RuleFault.OPERATIONS_OF_ALL, text.at(), edge.toText().text());
                return;
            } else if (!offered && certain) {
                List<String> known = targets(edge)
                        .flatMap(offer -> offer.byShape().values().stream())
                        .map(Operation::toString)
                        .toList();
                Object hint = report.suggestions().of(text.text(), known);
                report.add(RuleFault.UNKNOWN_OPERATION, text.at(), edge.toText().text(), text.text(), hint);
            }
        }
    }

    /** The target's own operation of the same shape. */
    Optional<Operation> offered(EdgeDraft edge, Operation operation) {
        String shape = operation.shape();
        return targets(edge)
                .flatMap(offer -> Optional.ofNullable(offer.byShape().get(shape)).stream())
                .findFirst();
    }

    private Stream<Offer> targets(EdgeDraft edge) {
        return members(edge.to()).stream()
                .mapToObj(number -> landscape.service(number).offer());
    }

    /** The services that an end means. */
    BitSet members(Optional<Party> party) {
        return party.map(landscape::members).orElseGet(BitSet::new);
    }
}
