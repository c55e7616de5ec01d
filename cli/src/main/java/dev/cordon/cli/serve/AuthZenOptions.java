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

    private static final String LISTEN = "--authzen-listen";

    @Option(
            names = LISTEN,
            paramLabel = "ADDRESS:PORT",
            description = "answer AuthZEN requests too, here; needs `--authzen-service`")
    private Optional<String> listen = Optional.empty();

    @Option(
            names = "--authzen-service",
            paramLabel = "NAME",
            description = "the service of the policy that this is: whoever asks by AuthZEN must be allowed to call it")
    private Optional<String> service = Optional.empty();

    /** Whether it was named where to answer. */
    boolean isListenNamed() {
        return listen.isPresent();
    }

    /** Where to answer. */
    AddressText listen() {
        return new AddressText(LISTEN, listen.orElse(""));
    }

    /** @throws CommandException where one option lacks the other, or makes no sense */
    void check() throws CommandException {
        if (listen.isPresent() != service.isPresent()) {
            throw CommandException.badInput("`--authzen-listen` and `--authzen-service` go together: whoever asks is a"
                    + " caller of that service");
        }
        if (service.isPresent() && !ServiceName.isValid(service.get())) {
            throw CommandException.badInput("`--authzen-service " + service.get() + "` can't be a service's name");
        }
        if (listen.isPresent()) {
            int unused = listen().port();
        }
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
        boolean unknown = beside.snapshots()
                .current()
                .filter(snapshot -> snapshot.policy().serviceNamed(name.text()).isEmpty())
                .isPresent();
        if (unknown) {
            notices.accept("the policy has no service `" + name + "`, so that nobody may ask by AuthZEN: add it");
        }
        MeshConfig own = config.listeningOn(listen().address(), listen().port());
        return AuthZenServer.start(own, name, beside);
    }
}
