package dev.cordon.cli.policy;

import dev.cordon.cli.yaml.ScalarKind;
import dev.cordon.cli.yaml.YamlNode;
import dev.cordon.policy.ClaimTest;
import dev.cordon.policy.ClaimValue;
import dev.cordon.policy.Condition;
import dev.cordon.policy.Environment;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.KeyThumbprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the {@code when} of flows and forbids. */
final class ConditionReader {

    private static final int LONGEST_CLAIM = 128;
    private static final String SAME = "same";

    private final Report report;
    private final List<String> environments;
    private final List<String> issuers;

    ConditionReader(Report report, List<String> environments, List<String> issuers) {
        this.report = report;
        this.environments = environments;
        this.issuers = issuers;
    }

    /** The conditions that are right, in the order of the form. */
    List<Condition> read(Optional<Fields> when) {
        List<Condition> conditions = new ArrayList<>();
        when.ifPresent(fields -> {
            new NetworkReader(report).read(fields.texts("network")).ifPresent(conditions::add);
            environment(fields).ifPresent(conditions::add);
            device(fields).ifPresent(conditions::add);
            new WindowReader(report).read(fields.blocks("time")).ifPresent(conditions::add);
            fields.text("mtls").ifPresent(word -> conditions.add(new Condition.MutualTls()));
            Durations.read(fields, "max-token-age", Durations.Range.AGE, report)
                    .ifPresent(age -> conditions.add(new Condition.MaxTokenAge(age)));
            fields.entries("claims").forEach(entry -> claim(entry).ifPresent(conditions::add));
            fields.block("subject").flatMap(this::subject).ifPresent(conditions::add);
        });
        return List.copyOf(conditions);
    }

    private Optional<Condition> environment(Fields fields) {
        if (fields.text("environment").filter(word -> word.text().equals(SAME)).isPresent()) {
            return Optional.of(new Condition.SameEnvironment());
        }
        List<Environment> named = new ArrayList<>();
        for (YamlNode.Scalar name : fields.texts("environment")) {
            if (environments.contains(name.text())) {
                named.add(new Environment(name.text()));
            } else {
                report.unknown("environment", name, environments);
            }
        }
        return named.isEmpty() ? Optional.empty() : Optional.of(new Condition.InEnvironment(named));
    }

    private Optional<Condition> device(Fields fields) {
        List<KeyThumbprint> keys = new ArrayList<>();
        for (YamlNode.Scalar text : fields.texts("device")) {
            Optional<KeyThumbprint> key = Thumbprints.parse(text.text());
            if (key.isEmpty()) {
                report.add(PolicyFault.THUMBPRINT, text.at(), text.text());
            }
            key.ifPresent(keys::add);
        }
        return keys.isEmpty() ? Optional.empty() : Optional.of(new Condition.Device(keys));
    }

    private Optional<Condition> claim(YamlNode.Entry entry) {
        String name = entry.key().text();
        if (name.isEmpty() || name.length() > LONGEST_CLAIM) {
            report.add(RuleFault.CLAIM_NAME, entry.key().at(), name);
            return Optional.empty();
        }
        return Fields.of(entry.value()).flatMap(ConditionReader::test).map(test -> new Condition.Claim(name, test));
    }

    private static Optional<ClaimTest> test(Fields fields) {
        Optional<ClaimTest> equal =
                fields.text("equals").map(ConditionReader::value).map(ClaimTest.Equal::new);
        Optional<ClaimTest> contains =
                fields.text("contains").map(ConditionReader::value).map(ClaimTest.Contains::new);
        List<ClaimValue> values =
                fields.texts("one-of").stream().map(ConditionReader::value).toList();
        Optional<ClaimTest> oneOf = values.isEmpty() ? Optional.empty() : Optional.of(new ClaimTest.OneOf(values));
        return equal.or(() -> contains).or(() -> oneOf);
    }

    /** What {@link FormCheck} refuses as a value is text here. */
    static ClaimValue value(YamlNode.Scalar scalar) {
        if (scalar.kind() == ScalarKind.FLAG) {
            return new ClaimValue.Flag(scalar.text().toLowerCase(Locale.ROOT).equals("true"));
        }
        return scalar.kind() == ScalarKind.WHOLE && scalar.text().length() <= FormCheck.LONGEST_NUMBER
                ? new ClaimValue.Whole(Long.parseLong(scalar.text()))
                : new ClaimValue.Text(scalar.text());
    }

    private Optional<Condition> subject(Fields fields) {
        List<String> roles =
                fields.texts("roles").stream().map(YamlNode.Scalar::text).toList();
        List<String> groups =
                fields.texts("groups").stream().map(YamlNode.Scalar::text).toList();
        if (!fields.has("roles") && !fields.has("groups")) {
            report.add(RuleFault.SUBJECT_EMPTY, fields.at());
        }
        Optional<YamlNode.Scalar> issuer = fields.text("issuer");
        if (issuer.isPresent() && !issuers.contains(issuer.get().text())) {
            report.unknown("issuer", issuer.get(), issuers);
            return Optional.empty();
        }
        return issuer.filter(name -> !roles.isEmpty() || !groups.isEmpty())
                .map(name -> new Condition.Subject(new IssuerName(name.text()), roles, groups));
    }
}
