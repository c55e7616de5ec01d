package dev.cordon.cli.policy;

import dev.cordon.cli.yaml.YamlNode;
import dev.cordon.policy.Binding;
import dev.cordon.policy.CallerAuthentication;
import dev.cordon.policy.Rotation;
import dev.cordon.policy.Segment;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.TokenRules;
import dev.cordon.policy.Trust;
import dev.cordon.policy.Uncounted;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads segments. */
final class SegmentReader {

    private static final Duration REFRESH = Duration.ofSeconds(2);
    private static final Duration GRACE = Duration.ofHours(1);
    private static final String STRICT = "strict";

    private final Report report;

    SegmentReader(Report report) {
        this.report = report;
    }

    /** A segment as far as it is right: what is wrong is reported and has its default. */
    Optional<SegmentDraft> read(YamlNode.Entry entry) {
        YamlNode.Scalar name = entry.key();
        Optional<Fields> body = Fields.of(entry.value());
        if (!SegmentName.isValid(name.text())) {
            report.add(PolicyFault.INVALID_NAME, name.at(), name.text(), Report.our("segment"));
            return Optional.empty();
        }
        // Its name exists even where the rest is wrong, lest every reference to it be reported too.
        Fields fields = body.orElse(
                new Fields(new YamlNode.Mapping(List.of(), entry.value().at())));
        Optional<Trust> named = fields.choice("trust", List.of(Trust.values()));
        Trust trust = named.orElse(Trust.INTERNAL);
        CallerAuthentication authentication = fields.choice("authenticate", List.of(CallerAuthentication.values()))
                .orElse(CallerAuthentication.TOKEN);
        TokenRules token = token(fields.block("token"), trust);
        boolean bearer = !authentication.needsCertificate()
                && !token.bind().contains(Binding.MTLS)
                && !token.bind().contains(Binding.DPOP);
        if (named.isPresent() && trust == Trust.RESTRICTED && bearer && !fields.has("bearer")) {
            report.add(PolicyFault.RESTRICTED_BEARER, name.at(), name.text());
        }
        Segment segment = new Segment(
                new SegmentName(name.text()),
                trust,
                authentication,
                token,
                freshness(fields, trust),
                limits(fields, trust),
                fields.block("rotation").map(this::rotation),
                new MembershipReader(report).read(fields));
        return Optional.of(new SegmentDraft(name, segment));
    }

    private Segment.Limits limits(Fields fields, Trust trust) {
        Uncounted uncounted =
                fields.choice("uncounted", List.of(Uncounted.values())).orElse(Uncounted.DENY);
        if (trust == Trust.RESTRICTED && uncounted == Uncounted.ALLOW) {
            report.add(PolicyFault.RESTRICTED_UNCOUNTED, fields.at("uncounted"));
            uncounted = Uncounted.DENY;
        }
        return new Segment.Limits(new RateReader(report).rates(fields), uncounted);
    }

    private Rotation rotation(Fields fields) {
        Optional<Duration> minAge = Durations.read(fields, "min-age", Durations.Range.SECRET_AGE, report);
        Optional<Duration> every = Durations.read(fields, "every", Durations.Range.SECRET_LIFE, report);
        Duration grace =
                Durations.read(fields, "grace", Durations.Range.GRACE, report).orElse(GRACE);
        if (every.filter(life -> life.compareTo(grace) <= 0).isPresent()) {
            report.add(
                    PolicyFault.ROTATION_WITHIN_GRACE,
                    fields.at("every"),
                    Report.our(Durations.text(every.get())),
                    Report.our(Durations.text(grace)));
            return new Rotation(minAge, Optional.empty(), grace);
        }
        return new Rotation(minAge, every, grace);
    }

    private TokenRules token(Optional<Fields> fields, Trust trust) {
        Duration usual = Duration.ofMinutes(trust == Trust.RESTRICTED ? 5 : 15);
        Duration ttl = fields.flatMap(token -> Durations.read(token, "ttl", Durations.Range.LIFE, report))
                .orElse(usual);
        List<String> words = fields.stream()
                .flatMap(token -> token.texts("bind").stream())
                .map(YamlNode.Scalar::text)
                .toList();
        List<Binding> bind = Arrays.stream(Binding.values())
                .filter(binding -> words.contains(binding.toString()))
                .toList();
        boolean strict = fields.flatMap(token -> token.text("replay"))
                .filter(word -> word.text().equals(STRICT))
                .isPresent();
        return new TokenRules(ttl, bind, strict);
    }

    private Segment.Freshness freshness(Fields fields, Trust trust) {
        Duration refresh = Durations.read(fields, "refresh", Durations.Range.FRESHNESS, report)
                .orElse(REFRESH);
        Duration usual = switch (trust) {
            case PUBLIC -> Duration.ofSeconds(60);
            case PARTNER -> Duration.ofSeconds(10);
            case INTERNAL -> Duration.ofSeconds(30);
            case RESTRICTED -> refresh;
        };
        Duration denyAfter = Durations.read(fields, "deny-after", Durations.Range.FRESHNESS, report)
                .orElse(usual);
        if (denyAfter.compareTo(refresh) < 0) {
            Object least = Report.our(Durations.text(refresh));
            Object now = Report.our(Durations.text(denyAfter));
            String key = fields.has("deny-after") ? "deny-after" : "refresh";
            report.add(PolicyFault.DENY_BEFORE_REFRESH, fields.at(key), now, least, least);
            return new Segment.Freshness(refresh, refresh);
        }
        return new Segment.Freshness(refresh, denyAfter);
    }
}
