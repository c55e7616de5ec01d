package dev.cordon.cli.policy;

import dev.cordon.network.IpAddress;
import dev.cordon.policy.Environment;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.ServiceName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a test's call differs from the ideal one, in which the caller holds the right token and shows the right
 * certificate from an address that its flow allows. What is empty stays ideal.
 *
 * @param token the token shown, in compact form, or {@link #NONE}; never printed
 * @param purpose the flow that the token was made for
 * @param sourceIp where the call comes from
 * @param environment the environment that the token was made for
 * @param mtls the client certificate shown
 * @param chain the services that the call came through, the origin first; empty for none
 * @param at when the call happens
 */
public record Overrides(
        Optional<String> token,
        Optional<FlowId> purpose,
        Optional<IpAddress> sourceIp,
        Optional<Environment> environment,
        Optional<ShownCertificate> mtls,
        List<ServiceName> chain,
        Optional<Instant> at) {

    /** The word for no token, and for no certificate. */
    public static final String NONE = "none";

    /** A call that is ideal in all respects. */
    public static final Overrides NOTHING = new Overrides(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty());

    /** Copies the chain. */
    public Overrides {
        chain = List.copyOf(chain);
    }

    /** All but the token, of which only its presence is told. */
    @Override
    public String toString() {
        return "Overrides[token="
                + token.map(text -> text.equals(NONE) ? NONE : "(given)").orElse("") + ", purpose="
                + purpose.map(FlowId::text).orElse("") + ", sourceIp="
                + sourceIp.map(IpAddress::toString).orElse("") + ", environment="
                + environment.map(Environment::text).orElse("") + ", mtls="
                + mtls.map(ShownCertificate::toString).orElse("") + ", chain=" + chain + ", at="
                + at.map(Instant::toString).orElse("") + "]";
    }
}
