package dev.cordon.cli.policy;

import dev.cordon.cli.yaml.Fault;
import dev.cordon.cli.yaml.Finding;
import dev.cordon.cli.yaml.Findings;
import dev.cordon.cli.yaml.YamlNode;
import dev.cordon.cli.yaml.YamlReader;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads policy files. The language is described in {@code docs/policy.md}. Whatever a file says leads to a policy or to
 * problems, never to an exception. Thread-safe.
 */
public final class PolicyReader {

    private PolicyReader() {}

    /**
     * Reads a policy file and the OpenAPI documents that it names.
     *
     * @throws IOException where the policy file itself can't be read; the message says why in words. An OpenAPI
     *     document that can't be read is a problem of the policy.
     */
    public static PolicyFile read(Path file) throws IOException {
        Findings findings = new Findings();
        Optional<YamlNode> root = YamlReader.read(YamlReader.bytes(file, file.toString()), "cordon: 1", findings);
        OpenApiFiles documents = new OpenApiFiles(file);
        Report report = new Report(findings, new Suggestions());
        List<PolicyTest> tests = new ArrayList<>();
        Optional<Policy> policy = root.flatMap(node -> policy(node, documents, report, tests));
        List<Problem> problems = new ArrayList<>(problems(file, findings));
        documents.documents().forEach((path, document) -> problems.addAll(problems(path, document.findings())));
        return new PolicyFile(policy, tests, problems);
    }

    private static Optional<Policy> policy(
            YamlNode root, OpenApiFiles documents, Report report, List<PolicyTest> tests) {
        new FormCheck(report.findings(), report.suggestions())
                .check(root, PolicyForms.POLICY, new Fault.Words("the policy file"));
        Optional<Fields> fields = Fields.of(root);
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        Draft draft = new DraftReader(report, documents).read(fields.get());
        EdgeCheck edges = DraftReader.check(draft, root, report);
        TestReader reader = new TestReader(report, names(draft));
        fields.get().blocks("tests").forEach(test -> reader.read(test).ifPresent(tests::add));
        boolean wrong = report.findings().hasErrors()
                || documents.documents().values().stream()
                        .anyMatch(document -> document.findings().hasErrors());
        return wrong ? Optional.empty() : draft.build(edges);
    }

    private static TestReader.Names names(Draft draft) {
        return new TestReader.Names(
                draft.landscape().serviceNames(),
                draft.flows().stream().map(flow -> flow.id().text()).toList(),
                draft.forbids().stream().map(forbid -> forbid.id().text()).toList(),
                draft.environments().stream().map(Environment::text).toList());
    }

    private static List<Problem> problems(Path file, Findings findings) {
        List<Problem> problems = new ArrayList<>();
        for (Finding finding : findings.sorted()) {
            Problem.Severity severity = finding.fault().isWarning() ? Problem.Severity.WARNING : Problem.Severity.ERROR;
            problems.add(new Problem(file, finding.at().line(), finding.at().column(), severity, finding.message()));
        }
        return problems;
    }
}
