package dev.cordon.theft;

import dev.cordon.decision.Moment;
import dev.cordon.decision.Reason;
import dev.cordon.network.IpAddress;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.ClientCertificate;
import dev.cordon.request.Target;
import dev.cordon.token.VerifiedToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The same token from elsewhere, by another connection, to somewhere else, at another time. */
final class PlaceChanges {

    private final ValidCall call;
    private final Consumer<Change> to;

    PlaceChanges(ValidCall call, Consumer<Change> to) {
        this.call = call;
        this.to = to;
    }

    void add() {
        networks();
        certificates();
        targets();
        operations();
        times();
    }

    private void add(Aspect aspect, String detail, Reason expected, Attempt attempt) {
        to.accept(new Change(aspect, detail, expected, attempt));
    }

    private void networks() {
        if (call.token.networks().isEmpty()) {
            return;
        }
        for (String outside : List.of("10.21.0.1", "10.19.255.255", "192.0.2.7", "127.0.0.1", "2001:db9::1", "::1")) {
            Attempt.Place place = call.attempt
                    .place()
                    .from(Optional.of(IpAddress.parse(outside).orElseThrow()));
            add(Aspect.NETWORK, outside, Reason.BINDING_NETWORK, call.at(place));
        }
        Attempt.Place nowhere = call.attempt.place().from(Optional.empty());
        add(Aspect.NETWORK, "not known", Reason.BINDING_NETWORK, call.at(nowhere));
    }

    private void certificates() {
        certificate("untrusted", Reason.CERTIFICATE_UNTRUSTED, new CertificateEvidence.Untrusted());
        for (String other : TownPolicy.TARGETS) {
            if (!other.equals(call.token.caller())) {
                certificate("of " + other, Reason.CALLER_MISMATCH, ValidCalls.certificate(other, 'C'));
            }
        }
        if (call.token.certificate() == null) {
            return;
        }
        boolean both = call.segment().equals("deep");
        certificate(
                "none", both ? Reason.CERTIFICATE_MISSING : Reason.BINDING_CERTIFICATE, new CertificateEvidence.None());
        for (char print : new char[] {'D', 'E', 'c'}) {
            CertificateEvidence renewed = ValidCalls.certificate(call.token.caller(), print);
            certificate("the caller's, " + print, Reason.BINDING_CERTIFICATE, renewed);
        }
        ClientCertificate own =
                ((CertificateEvidence.Trusted) call.attempt.shown().certificate()).certificate();
        certificate(
                "of nobody",
                both ? Reason.CERTIFICATE_UNKNOWN : Reason.BINDING_CERTIFICATE,
                new CertificateEvidence.Trusted(new ClientCertificate(
                        ValidCalls.print('F'), Optional.empty(), List.of(), own.subject() + "-x")));
    }

    private void certificate(String detail, Reason expected, CertificateEvidence evidence) {
        Attempt fresh = call.at(call.attempt.place());
        add(Aspect.CERTIFICATE, detail, expected, fresh.with(evidence));
    }

    private void targets() {
        String twin = call.target() + "-twin";
        target("host of the twin", Reason.AUDIENCE_MISMATCH, new Target.OfHost(twin + ".example"));
        target("the twin", Reason.AUDIENCE_MISMATCH, new Target.OfService(twin));
        target("unknown host", Reason.HOST_UNKNOWN, new Target.OfHost(call.target() + ".example.net"));
        target("unknown service", Reason.SERVICE_UNKNOWN, new Target.OfService(call.target() + "-2"));
        for (String other : List.of("orders", "payments", "bank", "vault")) {
            if (!other.equals(call.target())) {
                target("service " + other, Reason.AUDIENCE_MISMATCH, new Target.OfService(other));
                target("host of " + other, Reason.AUDIENCE_MISMATCH, new Target.OfHost(other + ".example"));
            }
        }
    }

    private void target(String detail, Reason expected, Target other) {
        add(Aspect.TARGET, detail, expected, call.at(call.attempt.place().of(other)));
    }

    private void operations() {
        operation(Aspect.OPERATION, Reason.PURPOSE_MISMATCH, "PUT", "/things/1");
        operation(Aspect.OPERATION, Reason.NO_FLOW, "DELETE", "/things/1");
        operation(Aspect.OPERATION, Reason.METHOD_UNKNOWN, "PATCH", "/things/1");
        operation(Aspect.OPERATION, Reason.METHOD_UNKNOWN, "BREW", "/things/1");
        operation(Aspect.OPERATION, Reason.METHOD_UNKNOWN, "GET", "/things");
        operation(Aspect.PATH, Reason.OPERATION_UNKNOWN, "GET", "/things/1/2");
        operation(Aspect.PATH, Reason.OPERATION_UNKNOWN, "GET", "/admin");
        operation(Aspect.PATH, Reason.PATH_AMBIGUOUS, "GET", "/things/..");
        operation(Aspect.PATH, Reason.PATH_AMBIGUOUS, "GET", "/things/a%2Fb");
        operation(Aspect.PATH, Reason.PATH_MALFORMED, "GET", "things/1");
    }

    private void operation(Aspect aspect, Reason expected, String method, String path) {
        add(aspect, method + " " + path, expected, call.at(call.attempt.place().of(method, path)));
    }

    private void times() {
        VerifiedToken token = call.token;
        for (long early : new long[] {6, 7, 60, 3_600}) {
            at(Aspect.BEFORE, Reason.TOKEN_NOT_YET_VALID, token.issuedAt() - early);
        }
        for (long late : new long[] {0, 1, 60, 3_600}) {
            at(Aspect.EXPIRED, Reason.TOKEN_EXPIRED, token.expiresAt() + late);
        }
        if (!token.windows().isEmpty()) {
            at(Aspect.WINDOW, Reason.BINDING_WINDOW, token.issuedAt() + 120);
            at(Aspect.WINDOW, Reason.BINDING_WINDOW, token.issuedAt() + 121);
            at(Aspect.AGE, Reason.TOKEN_TOO_OLD, token.issuedAt() + 101);
            at(Aspect.AGE, Reason.TOKEN_TOO_OLD, token.issuedAt() + 119);
        }
        Moment now = call.attempt.at();
        add(Aspect.STALE, "policy", Reason.POLICY_EXPIRED, call.at(new Moment(Town.VALID_UNTIL, now.ticks())));
        for (long seconds : new long[] {31, 60, 86_400}) {
            Moment later = new Moment(now.wall(), Duration.ofSeconds(seconds).toNanos());
            add(Aspect.STALE, seconds + " s", Reason.SNAPSHOT_STALE, call.at(later));
        }
    }

    private void at(Aspect aspect, Reason expected, long second) {
        Moment when =
                new Moment(Instant.ofEpochSecond(second), call.attempt.at().ticks());
        add(aspect, "at " + when.wall(), expected, call.at(when));
    }
}
