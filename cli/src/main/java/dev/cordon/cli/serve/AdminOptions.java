package dev.cordon.cli.serve;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.serve.IssueOptions.Issuing;
import dev.cordon.mesh.ForwardAuthServer;
import dev.cordon.mesh.MeshConfig;
import dev.cordon.mesh.admin.AdminHttpServer;
import dev.cordon.mesh.admin.AdminSettings;
import dev.cordon.policy.ServiceName;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether operators may ask over HTTP, too. */
final class AdminOptions {

    private static final String LISTEN = "--admin-listen";

    @Option(
            names = LISTEN,
            paramLabel = "ADDRESS:PORT",
            description = "answer operators over HTTP too, here; needs `--admin-service` and `--issuer`")
    private Optional<String> listen = Optional.empty();

    @Option(
            names = "--admin-service",
            paramLabel = "NAME",
            description = "the service of the policy that administration is: operators must be allowed to call it")
    private Optional<String> service = Optional.empty();

    /** Whether it was named where to answer. */
    boolean isListenNamed() {
        return listen.isPresent();
    }

    /** Where to answer. */
    AddressText listen() {
        return new AddressText(LISTEN, listen.orElse(""));
    }

    /**
     * Looks at the options alone.
     *
     * @param issues whether tokens are issued here, with a store to administer
     * @throws CommandException where one option lacks the other, or makes no sense
     */
    void check(boolean issues) throws CommandException {
        if (listen.isPresent() != service.isPresent()) {
            throw CommandException.badInput(
                    "`--admin-listen` and `--admin-service` go together: an operator is a caller of that service");
        }
        if (service.isPresent() && !ServiceName.isValid(service.get())) {
            throw CommandException.badInput("`--admin-service " + service.get() + "` can't be a service's name");
        }
        if (listen.isPresent() && !issues) {
            throw CommandException.badInput("`--admin-listen` is for a store to administer: name `--issuer`");
        }
        if (listen.isPresent()) {
            int unused = listen().port();
        }
    }

    /**
     * Starts a server; null where none is wanted.
     *
     * @param config how the other one runs that decides
     * @param administered what operators ask about
     * @param notices takes lines for operators
     */
    @Nullable
    AdminHttpServer start(
            MeshConfig config, ForwardAuthServer beside, Administered administered, Consumer<String> notices)
            throws IOException, CommandException {
        if (service.isEmpty() || administered.issuing() == null) {
            return null;
        }
        ServiceName name = new ServiceName(service.get());
        boolean unknown = beside.snapshots()
                .current()
                .filter(snapshot -> snapshot.policy().serviceNamed(name.text()).isEmpty())
                .isPresent();
        if (unknown) {
            notices.accept("the policy has no service `" + name + "`, so that no operator may ask over HTTP: add it");
        }
        MeshConfig own = config.listeningOn(listen().address(), listen().port());
        return AdminHttpServer.start(
                own,
                name,
                beside,
                new AdminHttpServer.Desk(administered.issuing().store(), administered.settings(), notices));
    }

    /**
     * What is administered.
     *
     * @param issuing the store's service; null where there is none
     * @param settings what administration goes by
     */
    record Administered(@Nullable Issuing issuing, AdminSettings settings) {}
}
