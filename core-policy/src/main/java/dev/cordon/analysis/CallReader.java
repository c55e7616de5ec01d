package dev.cordon.analysis;

import dev.cordon.decision.Reason;
import dev.cordon.decision.RecordedCall;
import dev.cordon.network.IpAddress;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.Asking;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.ClientCertificate;
import dev.cordon.request.PathDefect;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.TokenCheck;
import dev.cordon.token.TokenDefect;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Reads what was asked. */
final class CallReader {

    private CallReader() {}

    static RecordedCall read(LineFields line, RecordedDecision.Answer answer) throws UnreadableLineException {
        Instant at = line.has("at") ? line.time("at") : line.time("time");
        boolean weak = answer.reason().filter(Reason.REPLAY_STORE_WEAK::equals).isPresent();
        return new RecordedCall(
                request(line),
                line.has("tokenHash") ? Optional.of(shown(line, answer)) : Optional.empty(),
                at,
                Duration.ofNanos(line.object("madeFrom").number("ageNanos")),
                weak ? ReplayStore.Reach.INSTANCE : ReplayStore.Reach.SHARED);
    }

    private static AccessRequest request(LineFields line) throws UnreadableLineException {
        Target target;
        if (line.has("host")) {
            target = new Target.OfHost(line.text("host"));
        } else {
            target = new Target.OfService(line.text(line.has("service") ? "service" : "target"));
        }
        AccessRequest request =
                AccessRequest.of(target, line.text("method"), path(line)).withCertificate(certificate(line));
        Optional<IpAddress> source = line.optional("source", IpAddress::parse);
        AccessRequest placed = source.map(request::from).orElse(request);
        return line.has("asking") ? placed.askedBy(asking(line.object("asking"))) : placed;
    }

    private static Asking asking(LineFields line) throws UnreadableLineException {
        return new Asking(line.text("service"), line.optional("subject"));
    }

    private static RequestPath path(LineFields line) throws UnreadableLineException {
        Optional<PathDefect> defect = line.optional(
                "pathDefect",
                text -> Optional.of(
                        PathDefect.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'))));
        if (defect.isPresent()) {
            return RequestPath.unclear(defect.get());
        }
        RequestPath path = RequestPath.read(line.text("path"));
        if (!path.canonical().equals(line.text("path"))) {
            throw line.wrong("path", "is not in its canonical form");
        }
        return path;
    }

    private static CertificateEvidence certificate(LineFields line) throws UnreadableLineException {
        Optional<String> certificate = line.optional("certificate");
        if (certificate.isEmpty()) {
            return new CertificateEvidence.None();
        } else if (certificate.get().equals("untrusted")) {
            return new CertificateEvidence.Untrusted();
        }
        LineFields names = line.objectOrNone("certificateNames");
        return new CertificateEvidence.Trusted(new ClientCertificate(
                line.value("certificate", KeyThumbprint::new),
                names.optional("spiffe"),
                names.texts("dns"),
                names.optional("subject").orElse("")));
    }

    private static RecordedCall.Shown shown(LineFields line, RecordedDecision.Answer answer)
            throws UnreadableLineException {
        Optional<RecordedCall.Proof> proof =
                line.optional("dpop", text -> Optional.of(RecordedCall.Proof.valueOf(text.toUpperCase(Locale.ROOT))));
        return new RecordedCall.Shown(
                proof.isPresent() ? PresentedToken.Scheme.DPOP : PresentedToken.Scheme.BEARER,
                proof.orElse(RecordedCall.Proof.MISSING),
                line.has("claims")
                        ? new TokenCheck.Verified(TokenReader.read(line))
                        : new TokenCheck.Rejected(defect(answer)));
    }

    /** How the verification failed; where none was made any answer will do, for it must not be asked for again. */
    private static TokenDefect defect(RecordedDecision.Answer answer) {
        return switch (answer.reason().map(Reason::name).orElse("")) {
            case "TOKEN_TYPE" -> TokenDefect.TYPE;
            case "ISSUER_UNKNOWN" -> TokenDefect.ISSUER;
            case "ALGORITHM_REFUSED" -> TokenDefect.ALGORITHM;
            case "KEY_UNKNOWN" -> TokenDefect.KEY;
            case "SIGNATURE_INVALID" -> TokenDefect.SIGNATURE;
            case "CLAIMS_INVALID" -> TokenDefect.CLAIMS;
            default -> TokenDefect.MALFORMED;
        };
    }
}
