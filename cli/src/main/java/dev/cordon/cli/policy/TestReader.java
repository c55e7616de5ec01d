package dev.cordon.cli.policy;

import dev.cordon.cli.yaml.YamlNode;
import dev.cordon.decision.Reason;
import dev.cordon.network.IpAddress;
import dev.cordon.policy.Environment;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.ForbidId;
import dev.cordon.policy.ServiceName;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a policy's own tests. */
final class TestReader {

    /** The names that tests may use. */
    record Names(List<String> services, List<String> flows, List<String> forbids, List<String> environments) {}

    private static final String ALLOW = "allow";
    private static final String DENY = "deny";
    private static final List<String> REASONS =
            Arrays.stream(Reason.values()).map(Reason::name).toList();

    private final Report report;
    private final Names names;
    private final Map<String, Integer> lines = new HashMap<>();

    TestReader(Report report, Names names) {
        this.report = report;
        this.names = names;
    }

    /** A test, if all of it is right. */
    Optional<PolicyTest> read(Fields fields) {
        Optional<YamlNode.Scalar> name = fields.text("name").filter(this::isFree);
        Optional<ServiceName> from = fields.text("from")
                .flatMap(text -> known("service", text, names.services()))
                .map(ServiceName::new);
        Optional<CallText> call = fields.text("call").flatMap(this::call);
        Optional<Expectation> expect = fields.text("expect").flatMap(this::expectation);
        Overrides overrides = overrides(fields);
        if (name.isEmpty() || from.isEmpty() || call.isEmpty() || expect.isEmpty()) {
            return Optional.empty();
        }
        int line = fields.at().line();
        return Optional.of(new PolicyTest(name.get().text(), from.get(), call.get(), expect.get(), overrides, line));
    }

    private boolean isFree(YamlNode.Scalar name) {
        Integer first = lines.putIfAbsent(name.text(), name.at().line());
        if (first != null) {
            report.add(PolicyFault.DUPLICATE_ID, name.at(), Report.our("test"), name.text(), first);
        }
        return first == null;
    }

    private Optional<String> known(String kind, YamlNode.Scalar name, List<String> known) {
        if (known.contains(name.text())) {
            return Optional.of(name.text());
        }
        report.unknown(kind, name, known);
        return Optional.empty();
    }

    private Optional<CallText> call(YamlNode.Scalar text) {
        Optional<CallText> call = CallText.parse(text.text());
        if (call.isEmpty()) {
            report.add(RuleFault.CALL, text.at(), text.text());
        }
        return call.filter(parsed ->
                known("service", word(text, parsed.service()), names.services()).isPresent());
    }

    private Optional<Expectation> expectation(YamlNode.Scalar text) {
        String[] words = text.text().split(" ", -1);
        if (words[0].equals(ALLOW) && words.length <= 2) {
            if (words.length == 1) {
                return Optional.of(new Expectation.Allow(Optional.empty()));
            }
            return known("flow", word(text, words[1]), names.flows())
                    .map(id -> new Expectation.Allow(Optional.of(new FlowId(id))));
        }
        boolean forbidden = words.length == 3 && words[1].equals(Reason.FORBIDDEN.name());
        if (!words[0].equals(DENY) || words.length > 2 && !forbidden) {
            report.add(RuleFault.EXPECTATION, text.at(), text.text());
            return Optional.empty();
        }
        if (words.length == 1) {
            return Optional.of(new Expectation.Deny(Optional.empty(), Optional.empty()));
        }
        Optional<Reason> reason = known("reason", word(text, words[1]), REASONS).map(Reason::valueOf);
        Optional<ForbidId> forbid = forbidden
                ? known("forbid", word(text, words[2]), names.forbids()).map(ForbidId::new)
                : Optional.empty();
        boolean right = reason.isPresent() && (!forbidden || forbid.isPresent());
        return right ? Optional.of(new Expectation.Deny(reason, forbid)) : Optional.empty();
    }

    private Overrides overrides(Fields fields) {
        List<ServiceName> chain = new ArrayList<>();
        for (YamlNode.Scalar name : fields.texts("chain")) {
            known("service", name, names.services()).map(ServiceName::new).ifPresent(chain::add);
        }
        return new Overrides(
                fields.text("token").map(YamlNode.Scalar::text),
                fields.text("purpose")
                        .flatMap(name -> known("flow", name, names.flows()))
                        .map(FlowId::new),
                fields.text("source-ip").flatMap(this::address),
                fields.text("env")
                        .flatMap(name -> known("environment", name, names.environments()))
                        .map(Environment::new),
                fields.text("mtls").flatMap(this::certificate),
                chain,
                fields.text("at").flatMap(this::instant));
    }

    private Optional<IpAddress> address(YamlNode.Scalar text) {
        Optional<IpAddress> address = IpAddress.parse(text.text());
        if (address.isEmpty()) {
            report.add(RuleFault.ADDRESS, text.at(), text.text());
        }
        return address;
    }

    private Optional<ShownCertificate> certificate(YamlNode.Scalar text) {
        Optional<ShownCertificate> certificate = ShownCertificate.parse(text.text());
        if (certificate.isEmpty()) {
            report.add(RuleFault.CERTIFICATE, text.at(), text.text());
        }
        return certificate;
    }

    private Optional<Instant> instant(YamlNode.Scalar text) {
        try {
            return Optional.of(OffsetDateTime.parse(text.text()).toInstant());
        } catch (DateTimeException e) {
            report.add(RuleFault.INSTANT, text.at(), text.text());
            return Optional.empty();
        }
    }

    /** A part of a text, which stands where the text stands. */
    private static YamlNode.Scalar word(YamlNode.Scalar text, String part) {
        return new YamlNode.Scalar(part, text.kind(), text.quoted(), text.at());
    }
}
