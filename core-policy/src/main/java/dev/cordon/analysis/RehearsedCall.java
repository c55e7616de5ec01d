package dev.cordon.analysis;

import dev.cordon.network.IpAddress;
import dev.cordon.policy.Environment;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.ServiceName;
import dev.cordon.token.PresentedToken;
import java.util.List;
import java.util.Optional;

/**
 * A call to rehearse: who calls what. Where nothing else is said the caller holds everything that the policy could ask
 * of it: a fresh token made for the first flow that covers the call, its bindings, its certificate, the right address.
 *
 * @param from the caller
 * @param service the target's name
 * @param method the HTTP method
 * @param path the raw path
 * @param overrides what differs from the ideal
 */
public record RehearsedCall(ServiceName from, String service, String method, String path, Overrides overrides) {

    /**
     * What differs from the ideal caller.
     *
     * @param token the token shown
     * @param purpose the flow that the ideal token is made for
     * @param sourceIp the address that the call comes from; the token stays bound to the ideal one
     * @param environment the environment that the ideal token is made for
     * @param certificate the client certificate shown; the token stays bound to the ideal one
     * @param chain the services that the token came through, from the origin to the one before the caller; empty where
     *     the caller is the origin
     */
    public record Overrides(
            Token token,
            Optional<FlowId> purpose,
            Optional<IpAddress> sourceIp,
            Optional<Environment> environment,
            Certificate certificate,
            List<ServiceName> chain) {

        /** The ideal caller. */
        public static final Overrides NONE = new Overrides(
                new Token.Ideal(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Certificate.Ideal(),
                List.of());

        /** Copies the chain. */
        public Overrides {
            chain = List.copyOf(chain);
        }
    }

    /** Which token is shown. */
    public sealed interface Token {

        /** The one that the policy could ask for. */
        record Ideal() implements Token {}

        /** None. */
        record None() implements Token {}

        /** This one, which the rehearsal's keys did not sign. */
        record Given(PresentedToken token) implements Token {}
    }

    /** Which client certificate is shown. */
    public sealed interface Certificate {

        /** The caller's own, where the policy could ask for one. */
        record Ideal() implements Certificate {}

        /** None. */
        record None() implements Certificate {}

        /** One that is trusted, names the caller, and is not the one that the token is bound to. */
        record Other() implements Certificate {}

        /** One that is trusted, names the caller, and has this thumbprint. */
        record Exactly(KeyThumbprint sha256) implements Certificate {}
    }
}
