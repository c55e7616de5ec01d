package dev.cordon.cli.policy;

import dev.cordon.cli.yaml.YamlNode;
import dev.cordon.policy.EnforcementPoint;
import dev.cordon.policy.Environment;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.PolicyName;
import java.util.List;
import java.util.Optional;

/** Reads a whole policy: first what has names, then what refers to them, then what must hold between all of it. */
final class DraftReader {

    private static final Environment PRODUCTION = new Environment("production");

    private final Report report;
    private final OpenApiFiles documents;

    DraftReader(Report report, OpenApiFiles documents) {
        this.report = report;
        this.documents = documents;
    }

    Draft read(Fields fields) {
        Optional<PolicyName> name = fields.text("policy").flatMap(this::name);
        List<Environment> environments = environments(fields);
        SegmentReader segmentReader = new SegmentReader(report);
        List<SegmentDraft> segments = fields.entries("segments").stream()
                .flatMap(entry -> segmentReader.read(entry).stream())
                .toList();
        ServiceReader serviceReader = new ServiceReader(report, documents);
        List<ServiceDraft> services = fields.entries("services").stream()
                .flatMap(entry -> serviceReader.read(entry).stream())
                .toList();
        Landscape landscape = new Landscape(segments, services, report);
        IssuerReader issuerReader = new IssuerReader(report, landscape);
        List<IssuerDraft> issuers = fields.entries("issuers").stream()
                .flatMap(entry -> issuerReader.read(entry).stream())
                .toList();
        EnforcementPointReader pointReader = new EnforcementPointReader(report, landscape);
        List<EnforcementPoint> points = fields.entries("enforcement-points").stream()
                .flatMap(entry -> pointReader.read(entry).stream())
                .toList();
        RuleReader rules = new RuleReader(report, landscape, conditions(fields, environments));
        List<FlowDraft> flows = fields.blocks("flows").stream()
                .flatMap(flow -> rules.flow(flow).stream())
                .toList();
        List<ForbidDraft> forbids = fields.blocks("forbids").stream()
                .flatMap(forbid -> rules.forbid(forbid).stream())
                .toList();
        return new Draft(name, environments, issuers, segments, landscape, flows, forbids, points);
    }

    private Optional<PolicyName> name(YamlNode.Scalar name) {
        if (PolicyName.isValid(name.text())) {
            return Optional.of(new PolicyName(name.text()));
        }
        report.add(PolicyFault.INVALID_NAME, name.at(), name.text(), Report.our("policy"));
        return Optional.empty();
    }

    private List<Environment> environments(Fields fields) {
        if (!fields.has("environments")) {
            return List.of(PRODUCTION);
        }
        for (YamlNode.Scalar name : fields.texts("environments")) {
            if (!Environment.isValid(name.text())) {
                report.add(PolicyFault.INVALID_NAME, name.at(), name.text(), Report.our("environment"));
            }
        }
        return fields.texts("environments").stream()
                .map(YamlNode.Scalar::text)
                .filter(Environment::isValid)
                .distinct()
                .map(Environment::new)
                .toList();
    }

    /** An issuer that is wrong is known by its name all the same, if that is one. */
    private ConditionReader conditions(Fields fields, List<Environment> environments) {
        List<String> issuers = fields.entries("issuers").stream()
                .map(entry -> entry.key().text())
                .filter(IssuerName::isValid)
                .toList();
        return new ConditionReader(
                report, environments.stream().map(Environment::text).toList(), issuers);
    }

    /** Reports what does not hold between the parts of a draft. */
    static EdgeCheck check(Draft draft, YamlNode root, Report report) {
        EdgeCheck edges = new EdgeCheck(draft.landscape(), report);
        FlowCheck flows = new FlowCheck(draft, report);
        DeadFlowCheck dead = new DeadFlowCheck(draft.landscape(), draft.forbids(), report);
        new ServiceCheck(draft.landscape(), report).check();
        for (FlowDraft flow : draft.flows()) {
            edges.flow(flow);
            flows.check(flow);
            dead.check(flow);
        }
        draft.forbids().forEach(edges::forbid);
        flows.warnWithoutIssuer(root.at());
        return edges;
    }
}
