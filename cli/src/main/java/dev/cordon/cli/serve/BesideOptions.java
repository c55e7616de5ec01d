package dev.cordon.cli.serve;

import dev.cordon.cli.CommandException;
import dev.cordon.mesh.ForwardAuthServer;
import dev.cordon.policy.ServiceName;
import java.util.Optional;

/**
 * A server beside forward-auth that is itself a service of the policy: whoever asks it is a caller of that service.
 *
 * @param prefix what both options begin with
 * @param listen where it answers; empty where there is to be none
 * @param service the service that it is
 * @param whoever who asks it, and how
 */
record BesideOptions(String prefix, Optional<String> listen, Optional<String> service, String whoever) {

    /** @throws CommandException where one option lacks the other, or makes no sense */
    void check() throws CommandException {
        if (listen.isPresent() != service.isPresent()) {
            throw CommandException.badInput("`" + prefix + "-listen` and `" + prefix
                    + "-service` go together: whoever asks is a caller of that service");
        }
        if (service.isPresent() && !ServiceName.isValid(service.get())) {
            throw CommandException.badInput("`" + prefix + "-service " + service.get() + "` can't be a service's name");
        }
        if (listen.isPresent()) {
            int unused = address().port();
        }
    }

    AddressText address() {
        return new AddressText(prefix + "-listen", listen.orElse(""));
    }

    /** What operators should know where the policy in force lacks the service. */
    Optional<String> warning(ForwardAuthServer beside) {
        return beside.snapshots()
                .current()
                .filter(snapshot ->
                        snapshot.policy().serviceNamed(service.orElse("")).isEmpty())
                .map(snapshot ->
                        "the policy has no service `" + service.orElse("") + "`, so that " + whoever + ": add it");
    }
}
