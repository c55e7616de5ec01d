package dev.cordon.cli.policy;

import dev.cordon.cli.yaml.Position;
import dev.cordon.cli.yaml.YamlNode;
import dev.cordon.policy.Binding;
import dev.cordon.policy.CallerAuthentication;
import dev.cordon.policy.Condition;
import dev.cordon.policy.Party;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Vouching;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether each flow has callers that can show what it wants, and flows that can follow it. */
final class FlowCheck {

    private final Landscape landscape;
    private final Report report;
    private final Map<String, FlowDraft> flows = new HashMap<>();
    private final BitSet segmentSpeakers;
    private final BitSet externalSpeakers;
    private final boolean anySegmentIssuer;
    private final boolean anyVoucher;
    private boolean wantsSegmentToken;

    FlowCheck(Draft draft, Report report) {
        this.landscape = draft.landscape();
        this.report = report;
        draft.flows().forEach(flow -> this.flows.put(flow.id().text(), flow));
        segmentSpeakers = speakers(draft.issuers(), TokenKind.SEGMENT);
        externalSpeakers = speakers(draft.issuers(), TokenKind.EXTERNAL);
        anyVoucher =
                draft.points().stream().anyMatch(point -> point.vouchesFor().contains(Vouching.SUBJECT));
        anySegmentIssuer = draft.issuers().stream().anyMatch(issuer -> issuer.kind() == TokenKind.SEGMENT);
    }

    private static BitSet speakers(List<IssuerDraft> issuers, TokenKind kind) {
        BitSet speakers = new BitSet();
        issuers.stream().filter(issuer -> issuer.kind() == kind).forEach(issuer -> speakers.or(issuer.speaksFor()));
        return speakers;
    }

    void check(FlowDraft flow) {
        flow.onward().forEach(next -> onward(flow, next));
        BitSet callers = members(flow.edge().from());
        Optional<SegmentDraft> target = targetSegment(flow);
        if (callers.isEmpty() || target.isEmpty()) {
            return;
        }
        tokens(flow, callers, target.get());
        certificates(flow, callers, target.get());
    }

    /** One warning for a policy in which nobody can get a token, rather than one for each flow. */
    void warnWithoutIssuer(Position at) {
        if (wantsSegmentToken && !anySegmentIssuer) {
            report.add(RuleFault.NO_ISSUER, at);
        }
    }

    private void tokens(FlowDraft flow, BitSet callers, SegmentDraft target) {
        YamlNode.Scalar from = flow.edge().fromText();
        if (flow.tokens() == TokenKind.EXTERNAL) {
            if (!callers.intersects(externalSpeakers)) {
                report.add(
                        RuleFault.NO_EXTERNAL_ISSUER,
                        from.at(),
                        from.text(),
                        flow.id().text());
            }
        } else if (flow.tokens() == TokenKind.API_KEY) {
            apiKeys(flow, target);
        } else if (flow.tokens() == TokenKind.VOUCHED) {
            new VouchedFlows(report, anyVoucher).check(flow, target);
        } else if (target.segment().authentication().needsToken()) {
            wantsSegmentToken = true;
            BitSet unspoken = (BitSet) callers.clone();
            unspoken.andNot(segmentSpeakers);
            // One in an unknown segment is reported there.
            callers.stream()
                    .filter(number ->
                            landscape.segmentOf(landscape.service(number)).isEmpty())
                    .forEach(unspoken::clear);
            if (anySegmentIssuer && !unspoken.isEmpty()) {
                String caller = landscape.service(unspoken.nextSetBit(0)).name().text();
                report.add(
                        RuleFault.UNSPOKEN_CALLER, from.at(), caller, flow.id().text());
            }
        }
    }

    /** No issuer signs API keys; they are not bound to their holder, and have neither claims nor a user. */
    private void apiKeys(FlowDraft flow, SegmentDraft target) {
        List<Binding> demanded = target.segment().token().bind();
        if (demanded.contains(Binding.MTLS) || demanded.contains(Binding.DPOP)) {
            YamlNode.Scalar to = flow.edge().toText();
            report.add(
                    RuleFault.API_KEY_NOT_BOUND,
                    to.at(),
                    target.name().text(),
                    flow.id().text());
        }
        for (Condition condition : flow.when()) {
            if (condition instanceof Condition.Claim || condition instanceof Condition.Subject) {
                String kind = condition instanceof Condition.Claim ? "claims" : "subject";
                report.add(
                        RuleFault.API_KEY_CONDITION, flow.id().at(), flow.id().text(), kind);
                break;
            }
        }
    }

    private void certificates(FlowDraft flow, BitSet callers, SegmentDraft target) {
        CallerAuthentication authentication = target.segment().authentication();
        if (!authentication.needsCertificate()) {
            return;
        }
        String segment = target.name().text();
        YamlNode.Scalar from = flow.edge().fromText();
        boolean named = callers.stream()
                .anyMatch(number -> !landscape.service(number).identities().isEmpty());
        if (!named) {
            report.add(
                    RuleFault.CALLER_WITHOUT_IDENTITY,
                    from.at(),
                    segment,
                    from.text(),
                    flow.id().text());
        }
        flow.mtls().ifPresent(mtls -> report.add(RuleFault.MTLS_TWICE, mtls.at(), segment));
    }

    private void onward(FlowDraft flow, YamlNode.Scalar name) {
        FlowDraft next = flows.get(name.text());
        if (next == null) {
            report.unknown("flow", name, flows.keySet());
        } else if (next.tokens() != TokenKind.SEGMENT) {
            report.add(RuleFault.ONWARD_NO_SEGMENT_TOKEN, name.at(), name.text(), shown(next.tokens()));
        } else {
            BitSet ends = members(flow.edge().to());
            BitSet starts = members(next.edge().from());
            if (!ends.isEmpty() && !starts.isEmpty() && !ends.intersects(starts)) {
                String start = next.edge().fromText().text();
                String end = flow.edge().toText().text();
                report.add(
                        RuleFault.ONWARD_ELSEWHERE,
                        name.at(),
                        name.text(),
                        start,
                        flow.id().text(),
                        end);
            }
        }
    }

    private static String shown(TokenKind tokens) {
        return switch (tokens) {
            case SEGMENT -> "segment tokens";
            case EXTERNAL -> "external tokens";
            case API_KEY -> "API keys";
            case VOUCHED -> "callers without a token";
        };
    }

    private Optional<SegmentDraft> targetSegment(FlowDraft flow) {
        BitSet targets = members(flow.edge().to());
        return targets.isEmpty() ? Optional.empty() : landscape.segmentOf(landscape.service(targets.nextSetBit(0)));
    }

    private BitSet members(Optional<Party> party) {
        return party.map(landscape::members).orElseGet(BitSet::new);
    }
}
