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

    private static final String OPTIONS = "--admin";

    @Option(
            names = OPTIONS + "-listen",
            paramLabel = "ADDRESS:PORT",
            description = "answer operators over HTTP too, here; needs `--admin-service` and `--issuer`")
    private Optional<String> listen = Optional.empty();

    @Option(
            names = OPTIONS + "-service",
            paramLabel = "NAME",
            description = "the service of the policy that administration is: operators must be allowed to call it")
    private Optional<String> service = Optional.empty();

    /** Whether it was named where to answer. */
    boolean isListenNamed() {
        return listen.isPresent();
    }

    private BesideOptions itself() {
        return new BesideOptions(OPTIONS, listen, service, "no operator may ask over HTTP");
    }

    /** Where to answer. */
    AddressText listen() {
        return itself().address();
    }

    /**
     * Looks at the options alone.
     *
     * @param issues whether tokens are issued here, with a store to administer
     * @throws CommandException where one option lacks the other, or makes no sense
     */
    void check(boolean issues) throws CommandException {
        itself().check();
        if (listen.isPresent() && !issues) {
            throw CommandException.badInput("`--admin-listen` is for a store to administer: name `--issuer`");
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
        itself().warning(beside).ifPresent(notices);
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
