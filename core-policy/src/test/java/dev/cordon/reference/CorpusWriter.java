package dev.cordon.reference;

import dev.cordon.document.Json;
import dev.cordon.document.PolicyCodec;
import dev.cordon.policy.ClaimValue;
import dev.cordon.policy.Operation;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TimeWindow;
import dev.cordon.request.Asking;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.ClientCertificate;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.Zone;
import dev.cordon.token.VerifiedToken;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Writes cases as tests/corpus/README.md describes: a member a line. */
final class CorpusWriter {

    private CorpusWriter() {}

    static String write(CorpusCase one) {
        Trial trial = one.trial();
        Map<String, Object> members = new TreeMap<>();
        members.put("name", Json.of(one.name()));
        members.put("policy", new String(PolicyCodec.encode(trial.policy()), StandardCharsets.UTF_8));
        members.put("snapshot", snapshot(trial));
        members.put("instant", Json.of(trial.now().toString()));
        members.put("request", request(trial.call()));
        members.put("expected", expected(one.expected()));
        StringJoiner lines = new StringJoiner(",\n", "{\n", "\n}\n");
        members.forEach((name, value) -> lines.add("  \"" + name + "\": " + value));
        return lines.toString();
    }

    private static Json snapshot(Trial trial) {
        return Json.object()
                .put("environment", trial.world().environment().text())
                .put("validUntil", trial.world().validUntil().toString())
                .put("ageMillis", trial.age().toMillis())
                .put("revocations", items(trial.world().revocations(), CorpusWriter::revocation))
                .put("lives", lives(trial.world().lives()))
                .build();
    }

    private static Optional<Json> lives(Lives lives) {
        if (lives.equals(Lives.NONE)) {
            return Optional.empty();
        }
        List<Json> deprecated = new ArrayList<>();
        lives.deprecated()
                .forEach((service, how) -> deprecated.add(Json.object()
                        .put("service", service.text())
                        .put("until", how.until().map(end -> Json.of(end.toString())))
                        .put("callers", names(how.callers()))
                        .put(
                                "operations",
                                Json.texts(how.operations().stream()
                                        .map(Operation::toString)
                                        .sorted()
                                        .toList()))
                        .build()));
        deprecated.sort(Comparator.comparing(Json::toCanonical));
        return Optional.of(Json.object()
                .put("retired", names(lives.retired()))
                .put("deprecated", Json.array(deprecated))
                .build());
    }

    private static Json names(Set<ServiceName> services) {
        return Json.texts(services.stream().map(ServiceName::text).sorted().toList());
    }

    private static Json revocation(Revocation entry) {
        var object = Json.object();
        if (entry instanceof Revocation.OfToken token) {
            object.put("issuer", token.issuer().text()).put("token", token.id());
        } else if (entry instanceof Revocation.OfChain chain) {
            object.put("chain", chain.transaction());
        } else if (entry instanceof Revocation.OfGeneration one) {
            object.put("credentialOf", one.service().text()).put("generation", one.generation());
        } else if (entry instanceof Revocation.IssuedBefore cut) {
            object.put("credentialOf", cut.service().text()).put("issuedBefore", cut.second());
        } else if (entry instanceof Revocation.Quarantine quarantine) {
            object.put(zone(quarantine.zone()), name(quarantine.zone()))
                    .put("direction", quarantine.direction().name())
                    .put("until", quarantine.until())
                    .put(
                            "held",
                            quarantine
                                    .held()
                                    .map(held -> Json.texts(new TreeSet<>(
                                            held.stream().map(ServiceName::text).toList()))));
        } else if (entry instanceof Revocation.Epoch start) {
            object.put("epoch", start.second());
        } else if (entry instanceof Revocation.OfService one) {
            object.put("service", one.service().text());
        } else if (entry instanceof Revocation.OfKey key) {
            object.put("issuer", key.issuer().text()).put("key", key.keyId());
        }
        return object.build();
    }

    private static String zone(Zone zone) {
        return zone instanceof Zone.OfSegment ? "quarantinedSegment" : "quarantinedService";
    }

    private static String name(Zone zone) {
        return zone instanceof Zone.OfSegment one
                ? one.segment().text()
                : ((Zone.OfService) zone).service().text();
    }

    private static Json request(Call call) {
        return Json.object()
                .put(call.target().byHost() ? "host" : "service", call.target().text())
                .put("method", call.method())
                .put("path", call.path())
                .put("source", call.source().map(Json::of))
                .put("certificate", certificate(call.certificate()))
                .put("token", call.token().map(CorpusWriter::token))
                .put("asking", call.asking().map(CorpusWriter::asking))
                .build();
    }

    private static Json asking(Asking asking) {
        return Json.object()
                .put("point", asking.point())
                .put("subject", asking.subject().map(Json::of))
                .build();
    }

    private static Optional<Json> certificate(CertificateEvidence evidence) {
        if (evidence instanceof CertificateEvidence.Trusted trusted) {
            ClientCertificate certificate = trusted.certificate();
            return Optional.of(Json.object()
                    .put("thumbprint", certificate.thumbprint().text())
                    .put("spiffeId", certificate.spiffeId().map(Json::of))
                    .put("dnsNames", items(certificate.dnsNames(), Json::of))
                    .put("subject", certificate.subject())
                    .build());
        }
        return evidence instanceof CertificateEvidence.None ? Optional.empty() : Optional.of(Json.of("untrusted"));
    }

    private static Json token(Call.Shown shown) {
        return Json.object()
                .put("scheme", shown.scheme().name())
                .put("proof", shown.proof().map(Json::of))
                .put("text", shown.broken().map(broken -> Json.of(broken.text())))
                .put("claims", shown.claims().map(CorpusWriter::claims))
                .build();
    }

    private static Json claims(VerifiedToken token) {
        return Json.object()
                .put("kind", token.kind().toString())
                .put("issuer", token.issuer().text())
                .put("keyId", token.keyId())
                .put("id", token.id())
                .put("caller", token.caller())
                .put("origin", token.origin())
                .put("actors", items(token.actors(), Json::of))
                .put(
                        "chainIssuedAt",
                        token.chainIssuedAt().isEmpty()
                                ? Optional.empty()
                                : Optional.of(items(token.chainIssuedAt(), Json::of)))
                .put("audience", items(token.audience(), Json::of))
                .put("scopes", items(token.scopes(), Json::of))
                .put("issuedAt", token.issuedAt())
                .put("notBefore", token.notBefore())
                .put("expiresAt", token.expiresAt())
                .put("purpose", text(token.purpose()))
                .put("transaction", text(token.transaction()))
                .put("generation", token.generation())
                .put("environment", text(token.environment()))
                .put("networks", items(token.networks(), block -> Json.of(block.toString())))
                .put("windows", items(token.windows(), CorpusWriter::window))
                .put("maxAge", token.maxAge())
                .put("certificate", text(token.certificate()))
                .put("key", text(token.key()))
                .put("subject", Optional.ofNullable(token.subject()).map(CorpusWriter::subject))
                .put("all", all(token.all()))
                .build();
    }

    private static Json window(TimeWindow window) {
        return Json.object()
                .put("days", items(window.days(), day -> Json.of(day.name())))
                .put("startMinute", window.startMinute())
                .put("endMinute", window.endMinute())
                .put("zone", window.zone().getId())
                .build();
    }

    private static Json subject(VerifiedToken.Subject subject) {
        return Json.object()
                .put("issuer", subject.issuer())
                .put("id", subject.id())
                .put("roles", items(subject.roles(), Json::of))
                .put("groups", items(subject.groups(), Json::of))
                .build();
    }

    private static Json all(Map<String, ClaimValue> claims) {
        var object = Json.object();
        claims.forEach((name, value) -> object.put(name, value(value)));
        return object.build();
    }

    private static Json value(ClaimValue value) {
        if (value instanceof ClaimValue.Text text) {
            return Json.of(text.value());
        } else if (value instanceof ClaimValue.Whole whole) {
            return Json.of(whole.value());
        } else if (value instanceof ClaimValue.Flag flag) {
            return Json.of(flag.value());
        }
        return items(((ClaimValue.Many) value).values(), CorpusWriter::value);
    }

    private static Optional<Json> rate(Verdict.Allow allow) {
        return allow.rates().stream()
                .filter(rate -> rate.startsWith("flow "))
                .map(rate -> Json.of(rate.substring("flow ".length())))
                .findFirst();
    }

    private static Optional<Json> otherRates(Verdict.Allow allow) {
        List<String> others =
                allow.rates().stream().filter(rate -> !rate.startsWith("flow ")).toList();
        return others.isEmpty() ? Optional.empty() : Optional.of(Json.of(String.join(", ", others)));
    }

    private static Json expected(Verdict verdict) {
        if (verdict instanceof Verdict.Allow allow) {
            return Json.object()
                    .put("decision", "allow")
                    .put("flow", allow.flow())
                    .put("shadowed", allow.shadowed().map(reason -> Json.of(reason.name())))
                    .put("rate", rate(allow))
                    .put("otherRates", otherRates(allow))
                    .build();
        }
        Verdict.Deny deny = (Verdict.Deny) verdict;
        return Json.object()
                .put("decision", "deny")
                .put("reason", deny.reason().name())
                .put("rule", deny.rule().map(Json::of))
                .build();
    }

    private static Optional<Json> text(Object value) {
        return Optional.ofNullable(value).map(present -> Json.of(present.toString()));
    }

    private static <T> Json items(Collection<T> values, Function<? super T, Json> writer) {
        return Json.array(values.stream().map(writer).toList());
    }
}
