package dev.cordon.audit;

import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.Decision;
import dev.cordon.decision.Judgement;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.decision.Reason;
import dev.cordon.decision.Revisions;
import dev.cordon.decision.Step;
import dev.cordon.decision.TraceLine;
import dev.cordon.document.JsonLine;
import dev.cordon.limit.Bucket;
import dev.cordon.policy.EnforcementPoint;
import dev.cordon.request.Asking;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.ClientCertificate;
import dev.cordon.request.Target;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.VerifiedToken;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes one record, its members in canonical order, without a tree or a lookup that is not needed. */
final class DecisionWriter {

    /** How a finding begins that was made there. */
    private static final Map<Step, String> STEPS = new EnumMap<>(Step.class);

    static {
        for (Step step : Step.values()) {
            STEPS.put(step, Words.of(step) + ": ");
        }
    }

    /** The longest subject of a certificate that a policy can name. */
    private static final int LONGEST_SUBJECT = 1024;

    private final JsonLine line;
    private final DecisionRecord record;
    private final DecisionRecord.@Nullable Call call;
    private final @Nullable Judgement judgement;
    private final @Nullable VerifiedToken token;

    DecisionWriter(StringBuilder lines, DecisionRecord decision) {
        this.line = new JsonLine(lines);
        this.record = decision;
        this.call = decision.subject().call().orElse(null);
        this.judgement = decision.subject().judgement().orElse(null);
        this.token = judgement == null ? null : judgement.token().orElse(null);
    }

    void write() {
        line.object();
        caller();
        decision();
        ids();
        operation();
        path();
        stop();
        target();
        why();
        line.endObject();
    }

    private void caller() {
        if (token != null && !token.actors().isEmpty()) {
            line.array("actors");
            token.actors().forEach(actor -> line.item(Words.name(actor)));
            line.endArray();
        }
        if (call != null) {
            call.asking().ifPresent(this::asking);
        }
        if (judgement != null) {
            if (!judgement.reading().at().equals(record.time())) {
                line.put("at", Words.time(judgement.reading().at()));
            }
            name("caller", judgement.caller());
        }
        if (call != null) {
            certificate(call.certificate());
        }
        if (token != null && judgement != null) {
            new ClaimsWriter(line, token, judgement, isForbidden() ? null : rule()).write();
        }
    }

    /** Who asks, whom it says to be the caller, and what the policy lets it vouch for. */
    private void asking(Asking asking) {
        Optional<EnforcementPoint> point = judgement == null
                ? Optional.empty()
                : judgement.reading().policy().enforcementPoint(asking.point());
        line.object("asking");
        point.ifPresent(known -> line.put("name", known.name().text()));
        line.put("service", Words.name(asking.point()));
        asking.subject().ifPresent(subject -> line.put("subject", Words.name(subject)));
        if (point.isPresent() && !point.get().vouchesFor().isEmpty()) {
            line.array("vouchesFor");
            point.get().vouchesFor().forEach(what -> line.item(what.toString()));
            line.endArray();
        }
        line.endObject();
    }

    private void certificate(CertificateEvidence evidence) {
        if (evidence instanceof CertificateEvidence.Trusted trusted) {
            line.put("certificate", trusted.certificate().thumbprint().text());
            if (judgement != null) {
                names(trusted.certificate(), judgement.reading().policy());
            }
        } else if (evidence instanceof CertificateEvidence.Untrusted) {
            line.put("certificate", "untrusted");
        }
    }

    /** Those that a policy can know a caller by; the subject of a stranger, too, who has no other name to look for. */
    private void names(ClientCertificate certificate, CompiledPolicy policy) {
        List<String> known = new ArrayList<>();
        for (String name : certificate.dnsNames()) {
            if (policy.identifiesByDnsName(name)) {
                known.add(name);
            }
        }
        boolean stranger = known.isEmpty() && certificate.spiffeId().isEmpty();
        String subject = certificate.subject();
        boolean told = subject.length() <= LONGEST_SUBJECT && (stranger || policy.identifiesBySubject(subject));
        if (known.isEmpty() && certificate.spiffeId().isEmpty() && !told) {
            return;
        }
        line.object("certificateNames");
        if (!known.isEmpty()) {
            line.array("dns");
            known.forEach(line::item);
            line.endArray();
        }
        certificate.spiffeId().ifPresent(id -> line.put("spiffe", id));
        if (told) {
            line.put("subject", subject);
        }
        line.endObject();
    }

    private void decision() {
        if (judgement != null) {
            line.put("decided", judgement.decision().isAllow() ? "allow" : "deny");
        }
        DecisionRecord.Shown shown = call == null ? null : call.token().orElse(null);
        if (shown != null && shown.scheme() == PresentedToken.Scheme.DPOP) {
            line.put("dpop", proof(shown));
        }
        line.put("enforced", record.point().enforced());
        String rule = rule();
        if (rule != null) {
            line.put(isForbidden() ? "forbid" : "flow", rule);
        }
    }

    private String proof(DecisionRecord.Shown shown) {
        if (isDenied(Reason.DPOP_NONCE)) {
            return "nonce";
        }
        boolean proven = judgement != null && judgement.reading().proven();
        return proven ? "holds" : shown.proof() ? "unproven" : "missing";
    }

    private boolean isForbidden() {
        return isDenied(Reason.FORBIDDEN);
    }

    private boolean isDenied(Reason reason) {
        return judgement != null && judgement.decision() instanceof Decision.Deny deny && deny.reason() == reason;
    }

    private @Nullable String rule() {
        if (judgement == null) {
            return null;
        }
        return judgement.decision() instanceof Decision.Allow allow
                ? allow.flow().text()
                : ((Decision.Deny) judgement.decision()).rule().orElse(null);
    }

    private void ids() {
        if (call != null && call.target() instanceof Target.OfHost host) {
            line.put("host", Words.name(host.host()));
        }
        line.put("id", record.id());
        if (token != null) {
            line.put("issuer", token.issuer().text());
            line.put("jti", Words.name(token.id()));
            line.put("kid", Words.name(token.keyId()));
        }
        line.put("latencyNanos", record.point().latency());
        Optional<Bucket.Kind> limit = record.stop().flatMap(DecisionRecord.Stop::limit);
        if (limit.isPresent()) {
            line.put("limit", limit.get().toString());
        }
        if (judgement != null) {
            madeFrom(judgement);
        }
    }

    private void madeFrom(Judgement judged) {
        Revisions revisions = judged.decision().madeFrom();
        PolicyRevision policy = revisions.policy();
        line.object("madeFrom")
                .put("ageNanos", judged.reading().age().toNanos())
                .put("environment", policy.environment().text())
                .put("hash", policy.hash())
                .put("keys", revisions.keys())
                .put("policy", policy.policy().text())
                .put("registry", revisions.registry())
                .put("revocations", revisions.revocations())
                .put("sequence", policy.sequence())
                .put("validUntil", Words.time(policy.validUntil()))
                .endObject();
    }

    private void operation() {
        if (call != null) {
            line.put("method", Words.name(call.method()));
        }
        if (judgement != null) {
            if (judgement.flow().isPresent()) {
                line.put("mode", judgement.flow().get().mode().toString());
            }
            name("operation", judgement.operation());
        }
        if (token != null) {
            line.put("origin", Words.name(token.origin()));
        }
        line.put("outcome", record.stop().isEmpty() ? "allow" : "deny");
    }

    private void path() {
        if (call != null && call.path().isClear()) {
            line.put("path", call.path().canonical());
        } else if (call != null && call.path().defect().isPresent()) {
            line.put("pathDefect", Words.of(call.path().defect().get()));
        }
        line.put("point", record.point().name());
    }

    private void stop() {
        DecisionRecord.Stop stop = record.stop().orElse(null);
        if (stop != null) {
            line.put("reason", stop.reason().name());
            if (stop.retryAfter().isPresent()) {
                line.put("retryAfterMillis", stop.retryAfter().get().toMillis());
            }
        }
        boolean known = judgement != null && judgement.target().isPresent();
        if (!known && call != null && call.target() instanceof Target.OfService service) {
            line.put("service", Words.name(service.name()));
        }
        if (judgement != null && judgement.decision() instanceof Decision.Allow allow) {
            allow.shadowed().ifPresent(reason -> line.put("shadowed", reason.name()));
        }
        if (call != null) {
            call.source().ifPresent(address -> line.put("source", address.toString()));
        }
        if (stop != null) {
            line.put("status", stop.reason().status());
            line.put("step", Words.of(stop.reason().step()));
        }
    }

    private void target() {
        if (judgement != null) {
            name("target", judgement.target());
        }
        line.put("time", Words.time(record.time()));
        if (call != null) {
            call.token().ifPresent(shown -> line.put("tokenHash", shown.hash().toString()));
        }
        String transaction = token == null ? null : token.transaction();
        if (transaction != null) {
            line.put("txn", Words.name(transaction));
        }
    }

    private void why() {
        List<TraceLine> why = record.subject().why();
        if (!why.isEmpty()) {
            line.array("why");
            why.forEach(found -> line.item(STEPS.getOrDefault(found.step(), ""), Words.printable(found.finding())));
            line.endArray();
        }
    }

    private void name(String member, Optional<?> value) {
        if (value.isPresent()) {
            line.put(member, Words.name(value.get().toString()));
        }
    }
}
