package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.mesh.store.MasterKey;
import dev.cordon.mesh.store.StoreRefusedException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What the signing keys are encrypted with. A service that runs has it, and needs it from nobody. */
final class MasterKeyOption {

    private static final String VARIABLE = "CORDON_MASTER_KEY";

    @Option(
            names = "--master-key",
            paramLabel = "FILE",
            description = "what the signing keys are encrypted with, needed while the service is stopped (default: the"
                    + " environment variable CORDON_MASTER_KEY)")
    private Optional<Path> file = Optional.empty();

    Optional<MasterKey> read() throws CommandException {
        Map<String, String> environment = System.getenv();
        try {
            if (file.isPresent()) {
                return Optional.of(MasterKey.fromFile(file.get()));
            }
            return environment.containsKey(VARIABLE)
                    ? Optional.of(MasterKey.fromEnvironment(VARIABLE, environment))
                    : Optional.empty();
        } catch (StoreRefusedException e) {
            throw CommandException.badInput(e.getMessage());
        }
    }
}
