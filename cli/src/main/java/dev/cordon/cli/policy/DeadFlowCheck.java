package dev.cordon.cli.policy;

import dev.cordon.policy.Operation;
import dev.cordon.policy.Party;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds flows of which one unconditional forbid leaves nothing. */
final class DeadFlowCheck {

    private record Ban(ForbidDraft forbid, BitSet from, BitSet to, Set<String> shapes) {}

    private final Landscape landscape;
    private final Report report;
    private final List<Ban> bans;

    DeadFlowCheck(Landscape landscape, List<ForbidDraft> forbids, Report report) {
        this.landscape = landscape;
        this.report = report;
        this.bans = forbids.stream()
                .filter(ForbidDraft::unconditional)
                .map(this::ban)
                .toList();
    }

    private Ban ban(ForbidDraft forbid) {
        EdgeDraft edge = forbid.edge();
        return new Ban(forbid, members(edge.from()), members(edge.to()), shapes(edge));
    }

    void check(FlowDraft flow) {
        BitSet from = members(flow.edge().from());
        BitSet to = members(flow.edge().to());
        if (from.isEmpty() || to.isEmpty()) {
            return;
        }
        for (Ban ban : bans) {
            if (isWithin(from, ban.from()) && isWithin(to, ban.to()) && forbidsAll(ban, flow.edge(), to)) {
                report.add(
                        RuleFault.DEAD_FLOW,
                        flow.id().at(),
                        ban.forbid().id().text(),
                        ban.forbid().id().at().line(),
                        flow.id().text());
                return;
            }
        }
    }

    private boolean forbidsAll(Ban ban, EdgeDraft edge, BitSet targets) {
        if (ban.forbid().edge().all()) {
            return true;
        }
        if (!edge.all()) {
            Set<String> shapes = shapes(edge);
            return !shapes.isEmpty() && ban.shapes().containsAll(shapes);
        }
        return targets.stream()
                .mapToObj(number -> landscape.service(number).offer())
                .allMatch(offer -> {
                    boolean known = offer.certain() && offer.kind() != Offer.Kind.ALL;
                    return known && ban.shapes().containsAll(offer.byShape().keySet());
                });
    }

    private static Set<String> shapes(EdgeDraft edge) {
        Set<String> shapes = new HashSet<>();
        edge.operations().stream()
                .map(EdgeDraft.PlacedOperation::operation)
                .map(Operation::shape)
                .forEach(shapes::add);
        return shapes;
    }

    private static boolean isWithin(BitSet part, BitSet whole) {
        BitSet rest = (BitSet) part.clone();
        rest.andNot(whole);
        return rest.isEmpty();
    }

    private BitSet members(Optional<Party> party) {
        return party.map(landscape::members).orElseGet(BitSet::new);
    }
}
