package dev.cordon.cli.check;

import dev.cordon.analysis.RehearsedCall;
import dev.cordon.cli.policy.CallText;
import dev.cordon.cli.policy.Overrides;
import dev.cordon.cli.policy.ShownCertificate;
import dev.cordon.policy.ServiceName;
import dev.cordon.token.PresentedToken;

/** From what users write, in tests and on the command line, to calls that can be rehearsed. */
final class Rehearsals {

    private Rehearsals() {}

    static RehearsedCall call(ServiceName from, CallText call, Overrides overrides) {
        return new RehearsedCall(
                from,
                call.service(),
                call.method(),
                call.path(),
                new RehearsedCall.Overrides(
                        token(overrides),
                        overrides.purpose(),
                        overrides.sourceIp(),
                        overrides.environment(),
                        certificate(overrides),
                        overrides.chain()));
    }

    private static RehearsedCall.Token token(Overrides overrides) {
        if (overrides.token().isEmpty()) {
            return new RehearsedCall.Token.Ideal();
        }
        String text = overrides.token().get();
        return text.equals(Overrides.NONE)
                ? new RehearsedCall.Token.None()
                : new RehearsedCall.Token.Given(PresentedToken.bearer(text));
    }

    private static RehearsedCall.Certificate certificate(Overrides overrides) {
        if (overrides.mtls().isEmpty()) {
            return new RehearsedCall.Certificate.Ideal();
        }
        ShownCertificate shown = overrides.mtls().get();
        if (shown instanceof ShownCertificate.None) {
            return new RehearsedCall.Certificate.None();
        }
        return shown instanceof ShownCertificate.Exactly exactly
                ? new RehearsedCall.Certificate.Exactly(exactly.sha256())
                : new RehearsedCall.Certificate.Other();
    }
}
