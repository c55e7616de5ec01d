package dev.cordon.cli.check;

import dev.cordon.analysis.RehearsedCall;
import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.InstantText;
import dev.cordon.cli.policy.CallText;
import dev.cordon.cli.policy.Overrides;
import dev.cordon.cli.policy.ShownCertificate;
import dev.cordon.network.IpAddress;
import dev.cordon.policy.Environment;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.ServiceName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** One call, and what its caller has that differs from the ideal. */
final class CallOptions {

    @Option(names = "--from", paramLabel = "SERVICE", description = "the caller; not needed with a token")
    private Optional<String> from = Optional.empty();

    @Option(
            names = "--call",
            paramLabel = "CALL",
            required = true,
            description = "method, service and path, such as \"POST payments-api /charges\"")
    private String call = "";

    @Option(names = "--purpose", paramLabel = "FLOW", description = "the flow that the token was made for")
    private Optional<String> purpose = Optional.empty();

    @Option(names = "--source-ip", paramLabel = "ADDRESS", description = "where the call comes from")
    private Optional<String> sourceIp = Optional.empty();

    @Option(names = "--at", paramLabel = "INSTANT", description = "when, such as 2026-01-31T12:00:00Z (default: now)")
    private Optional<String> at = Optional.empty();

    @Option(names = "--env", paramLabel = "NAME", description = "the environment that the token was made for")
    private Optional<String> env = Optional.empty();

    @Option(
            names = "--mtls",
            paramLabel = "WHICH",
            description = "the client certificate: none, other, or its SHA-256 thumbprint (default: the ideal one)")
    private Optional<String> mtls = Optional.empty();

    @Option(
            names = "--chain",
            paramLabel = "SERVICE",
            split = ",",
            description = "the services that the token came through, origin first, without the caller")
    private List<String> chain = new ArrayList<>();

    Instant when(Console console) throws CommandException {
        return InstantText.orNow(console, at);
    }

    CallText text() throws CommandException {
        return CallText.parse(call)
                .orElseThrow(() -> CommandException.badInput(
                        "`" + call + "` is no call; write method, service and path: \"POST payments-api /charges\""));
    }

    Optional<String> from() {
        return from;
    }

    Optional<IpAddress> source() throws CommandException {
        Optional<IpAddress> address = sourceIp.flatMap(IpAddress::parse);
        if (sourceIp.isPresent() && address.isEmpty()) {
            throw CommandException.badInput("`" + sourceIp.get() + "` is no IP address");
        }
        return address;
    }

    Optional<ShownCertificate> certificate() throws CommandException {
        if (mtls.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(ShownCertificate.parse(mtls.get())
                .orElseThrow(() -> CommandException.badInput(
                        "`--mtls " + mtls.get() + "`: write none, other, or a SHA-256 thumbprint")));
    }

    /**
     * The call with an ideal token, but for what was said.
     *
     * @param withoutToken whether its caller shows none
     */
    RehearsedCall rehearsed(boolean withoutToken) throws CommandException {
        ServiceName caller =
                service(from.orElseThrow(() -> CommandException.badInput("say who calls: --from SERVICE")));
        List<ServiceName> through = new ArrayList<>();
        for (String name : chain) {
            through.add(service(name));
        }
        try {
            Overrides overrides = new Overrides(
                    withoutToken ? Optional.of(Overrides.NONE) : Optional.empty(),
                    purpose.map(FlowId::new),
                    source(),
                    env.map(Environment::new),
                    certificate(),
                    through,
                    Optional.empty());
            return Rehearsals.call(caller, text(), overrides);
        } catch (IllegalArgumentException e) {
            throw CommandException.badInput(e.getMessage());
        }
    }

    private static ServiceName service(String name) throws CommandException {
        if (!ServiceName.isValid(name)) {
            throw CommandException.badInput("`" + name + "` is no service name");
        }
        return new ServiceName(name);
    }
}
