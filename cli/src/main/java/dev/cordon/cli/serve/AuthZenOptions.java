package dev.cordon.cli.serve;

import dev.cordon.cli.CommandException;
import dev.cordon.mesh.ForwardAuthServer;
import dev.cordon.mesh.MeshConfig;
import dev.cordon.mesh.authzen.AuthZenServer;
import dev.cordon.policy.ServiceName;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether gateways may ask by AuthZEN, too. */
final class AuthZenOptions {

    private static final String OPTIONS = "--authzen";

    @Option(
            names = OPTIONS + "-listen",
            paramLabel = "ADDRESS:PORT",
            description = "answer AuthZEN requests too, here; needs `--authzen-service`")
    private Optional<String> listen = Optional.empty();

    @Option(
            names = OPTIONS + "-service",
            paramLabel = "NAME",
            description = "the service of the policy that this is: whoever asks by AuthZEN must be allowed to call it")
    private Optional<String> service = Optional.empty();

    /** Whether it was named where to answer. */
    boolean isListenNamed() {
        return listen.isPresent();
    }

    private BesideOptions itself() {
        return new BesideOptions(OPTIONS, listen, service, "nobody may ask by AuthZEN");
    }

    /** Where to answer. */
    AddressText listen() {
        return itself().address();
    }

    /** @throws CommandException where one option lacks the other, or makes no sense */
    void check() throws CommandException {
        itself().check();
    }

    /**
     * Starts a server; null where none is wanted.
     *
     * @param config how the other one runs that decides
     * @param notices takes lines for operators
     */
    @Nullable
    AuthZenServer start(MeshConfig config, ForwardAuthServer beside, Consumer<String> notices)
            throws IOException, CommandException {
        if (service.isEmpty()) {
            return null;
        }
        ServiceName name = new ServiceName(service.get());
        itself().warning(beside).ifPresent(notices);
        MeshConfig own = config.listeningOn(listen().address(), listen().port());
        return AuthZenServer.start(own, name, beside);
    }
}
