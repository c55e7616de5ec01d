package dev.cordon.audit;

import dev.cordon.decision.Decision;
import dev.cordon.decision.Judgement;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.decision.PolicyWords;
import dev.cordon.decision.Reason;
import dev.cordon.decision.Revisions;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.policy.ClaimValue;
import dev.cordon.policy.TimeWindow;
import dev.cordon.policy.TokenKind;
import dev.cordon.request.Asking;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.ClientCertificate;
import dev.cordon.request.Target;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.VerifiedToken;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The JSON form of a record once more, slowly and as a tree that sorts its own members. */
final class DecisionTree {

    private DecisionTree() {}

    static Json.Members of(DecisionRecord decision) {
        JsonObjectBuilder json = Json.object()
                .put("id", decision.id())
                .put("time", decision.time().toString())
                .put("point", decision.point().name())
                .put("enforced", decision.point().enforced())
                .put("latencyNanos", Math.min(decision.point().latency(), Json.LARGEST))
                .put("outcome", decision.stop().isEmpty() ? "allow" : "deny");
        decision.stop()
                .ifPresent(stop -> json.put("reason", stop.reason().name())
                        .put("step", word(stop.reason().step()))
                        .put("status", stop.reason().status())
                        .put("limit", stop.limit().map(kind -> Json.of(kind.toString())))
                        .put("retryAfterMillis", stop.retryAfter().map(wait -> Json.of(wait.toMillis()))));
        decision.subject()
                .call()
                .ifPresent(call -> call(json, call, decision.subject().judgement()));
        decision.subject().judgement().ifPresent(judgement -> judgement(json, judgement, decision));
        if (!decision.subject().why().isEmpty()) {
            json.put(
                    "why",
                    Json.texts(decision.subject().why().stream()
                            .map(found -> word(found.step()) + ": " + printable(found.finding()))
                            .toList()));
        }
        return json.build();
    }

    private static void call(JsonObjectBuilder json, DecisionRecord.Call call, Optional<Judgement> judged) {
        json.put("method", name(call.method()))
                .put("pathDefect", call.path().defect().map(defect -> Json.of(word(defect))))
                .put("tokenHash", call.token().map(shown -> Json.of(shown.hash().toString())))
                .put("source", call.source().map(address -> Json.of(address.toString())))
                .put("asking", call.asking().map(asking -> asking(asking, judged)));
        if (call.path().isClear()) {
            json.put("path", call.path().canonical());
        }
        if (call.target() instanceof Target.OfHost host) {
            json.put("host", name(host.host()));
        } else if (call.target() instanceof Target.OfService service
                && judged.flatMap(Judgement::target).isEmpty()) {
            json.put("service", name(service.name()));
        }
        if (call.certificate() instanceof CertificateEvidence.Untrusted) {
            json.put("certificate", "untrusted");
        } else if (call.certificate() instanceof CertificateEvidence.Trusted trusted) {
            json.put("certificate", trusted.certificate().thumbprint().text());
            judged.ifPresent(judgement -> names(json, trusted.certificate(), judgement));
        }
        if (call.token().isPresent() && call.token().get().scheme() == PresentedToken.Scheme.DPOP) {
            boolean holds = judged.isPresent() && judged.get().reading().proven();
            json.put("dpop", holds ? "holds" : call.token().get().proof() ? "unproven" : "missing");
        }
    }

    private static Json asking(Asking asking, Optional<Judgement> judged) {
        JsonObjectBuilder json = Json.object()
                .put("service", name(asking.point()))
                .put("subject", asking.subject().map(subject -> Json.of(name(subject))));
        judged.stream()
                .flatMap(judgement -> judgement.reading().policy().source().enforcementPoints().stream())
                .filter(point -> point.service().text().equals(asking.point()))
                .forEach(point -> {
                    json.put("name", point.name().text());
                    if (!point.vouchesFor().isEmpty()) {
                        json.put("vouchesFor", Json.texts(point.vouchesFor()));
                    }
                });
        return json.build();
    }

    private static void names(JsonObjectBuilder json, ClientCertificate certificate, Judgement judgement) {
        List<String> dns = certificate.dnsNames().stream()
                .filter(judgement.reading().policy()::identifiesByDnsName)
                .toList();
        boolean stranger = dns.isEmpty() && certificate.spiffeId().isEmpty();
        JsonObjectBuilder names =
                Json.object().put("spiffe", certificate.spiffeId().map(Json::of));
        if (!dns.isEmpty()) {
            names.put("dns", Json.texts(dns));
        }
        if (stranger || judgement.reading().policy().identifiesBySubject(certificate.subject())) {
            names.put("subject", certificate.subject());
        }
        if (!names.build().map().isEmpty()) {
            json.put("certificateNames", names.build());
        }
    }

    private static void judgement(JsonObjectBuilder json, Judgement judgement, DecisionRecord decision) {
        json.put("decided", judgement.decision().isAllow() ? "allow" : "deny")
                .put("target", judgement.target().map(one -> Json.of(one.text())))
                .put("operation", judgement.operation().map(one -> Json.of(one.toString())))
                .put("caller", judgement.caller().map(one -> Json.of(one.text())));
        if (!judgement.reading().at().equals(decision.time())) {
            json.put("at", judgement.reading().at().toString());
        }
        Optional<String> flow = Optional.empty();
        if (judgement.decision() instanceof Decision.Allow allow) {
            flow = Optional.of(allow.flow().text());
            json.put("shadowed", allow.shadowed().map(reason -> Json.of(reason.name())));
        } else if (judgement.decision() instanceof Decision.Deny deny) {
            boolean forbidden = deny.reason() == Reason.FORBIDDEN;
            flow = forbidden ? Optional.empty() : deny.rule();
            json.put("forbid", deny.rule().filter(rule -> forbidden).map(Json::of));
        }
        json.put("flow", flow.map(Json::of));
        String id = flow.orElse("");
        judgement.reading().policy().source().flows().stream()
                .filter(one -> one.id().text().equals(id))
                .forEach(one -> json.put("mode", one.mode().toString()));
        String named = id;
        judgement.token().ifPresent(token -> token(json, token, judgement, named));
        revisions(json, judgement);
    }

    private static void token(JsonObjectBuilder json, VerifiedToken token, Judgement judgement, String flow) {
        json.put("issuer", token.issuer().text())
                .put("jti", name(token.id()))
                .put("kid", name(token.keyId()))
                .put("origin", name(token.origin()))
                .put("txn", Optional.ofNullable(token.transaction()).map(txn -> Json.of(name(txn))));
        texts(json, "actors", token.actors().stream().map(DecisionTree::name).toList());
        JsonObjectBuilder claims = Json.object().put("iat", token.issuedAt()).put("exp", token.expiresAt());
        String target = judgement.target().map(Object::toString).orElse("");
        if (!token.audience().equals(List.of(target))) {
            claims.put("aud", Json.texts(token.audience()));
        }
        if (!token.caller().equals(judgement.caller().map(Object::toString).orElse(""))) {
            claims.put("client_id", name(token.caller()));
        }
        if (!token.chainIssuedAt().isEmpty()) {
            claims.put(
                    "chain_iat",
                    Json.array(token.chainIssuedAt().stream().map(Json::of).toList()));
        }
        JsonObjectBuilder cnf = Json.object()
                .put("jkt", Optional.ofNullable(token.key()).map(key -> Json.of(key.text())))
                .put("x5t#S256", Optional.ofNullable(token.certificate()).map(key -> Json.of(key.text())));
        claims.put(
                        "cnf",
                        Optional.<Json>of(cnf.build())
                                .filter(holder -> !holder.equals(Json.object().build())))
                .put("env", Optional.ofNullable(token.environment()).map(Json::of))
                .put(
                        "gen",
                        Optional.of(token.generation()).filter(one -> one >= 0).map(Json::of))
                .put(
                        "max_age",
                        Optional.of(token.maxAge()).filter(one -> one >= 0).map(Json::of))
                .put(
                        "nbf",
                        Optional.of(token.notBefore())
                                .filter(one -> one != token.issuedAt())
                                .map(Json::of))
                .put(
                        "kind",
                        Optional.of(token.kind())
                                .filter(kind -> kind != TokenKind.SEGMENT)
                                .map(kind -> Json.of(kind.toString())))
                .put(
                        "purpose",
                        Optional.ofNullable(token.purpose())
                                .filter(one -> !one.equals(flow))
                                .map(Json::of));
        texts(claims, "net", token.networks());
        if (!token.scopes().isEmpty()) {
            claims.put("scope", String.join(" ", token.scopes()));
        }
        asked(claims, token, judgement.reading().policy().words());
        if (!token.windows().isEmpty()) {
            claims.put(
                    "windows",
                    Json.array(
                            token.windows().stream().map(DecisionTree::window).toList()));
        }
        json.put("claims", claims.build());
    }

    private static void asked(JsonObjectBuilder claims, VerifiedToken token, PolicyWords words) {
        if (token.subject() != null && words.asksForSubject()) {
            JsonObjectBuilder subject = Json.object().put("iss", token.subject().issuer());
            texts(
                    subject,
                    "roles",
                    token.subject().roles().stream().filter(words::asksForRole).toList());
            texts(
                    subject,
                    "groups",
                    token.subject().groups().stream()
                            .filter(words::asksForGroup)
                            .toList());
            claims.put("subject", subject.build());
        }
        JsonObjectBuilder tested = Json.object();
        token.all().forEach((name, value) -> {
            if (words.testsClaim(name)) {
                tested.put(name, value(value));
            }
        });
        if (!tested.build().map().isEmpty()) {
            claims.put("tested", tested.build());
        }
    }

    private static Json value(ClaimValue value) {
        if (value instanceof ClaimValue.Text text) {
            return Json.of(text.value());
        } else if (value instanceof ClaimValue.Whole whole) {
            return Json.of(whole.value());
        } else if (value instanceof ClaimValue.Flag flag) {
            return Json.of(flag.value());
        }
        return Json.array(((ClaimValue.Many) value)
                .values().stream().map(DecisionTree::value).toList());
    }

    private static Json window(TimeWindow window) {
        return Json.object()
                .put(
                        "days",
                        Json.texts(window.days().stream()
                                .map(day -> day.name().substring(0, 3).toLowerCase(Locale.ROOT))
                                .toList()))
                .put("from", minute(window.startMinute()))
                .put("to", minute(window.endMinute()))
                .put("zone", window.zone().getId())
                .build();
    }

    private static String minute(int minute) {
        return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
    }

    private static void revisions(JsonObjectBuilder json, Judgement judgement) {
        Revisions revisions = judgement.decision().madeFrom();
        PolicyRevision policy = revisions.policy();
        json.put(
                "madeFrom",
                Json.object()
                        .put("ageNanos", judgement.reading().age().toNanos())
                        .put("policy", policy.policy().text())
                        .put("environment", policy.environment().text())
                        .put("sequence", policy.sequence())
                        .put("hash", policy.hash())
                        .put("validUntil", policy.validUntil().toString())
                        .put("registry", revisions.registry())
                        .put("revocations", revisions.revocations())
                        .put("keys", revisions.keys())
                        .build());
    }

    private static void texts(JsonObjectBuilder json, String name, Collection<?> values) {
        if (!values.isEmpty()) {
            json.put(name, Json.texts(values));
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String name(String text) {
        return printable(text.length() > 256 ? text.substring(0, 256) : text);
    }

    private static String printable(String text) {
        return text.replaceAll("[^ -~]", "?");
    }
}
