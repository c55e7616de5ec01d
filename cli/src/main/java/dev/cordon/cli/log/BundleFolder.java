package dev.cordon.cli.log;

import dev.cordon.analysis.LogReplay;
import dev.cordon.cli.CommandException;
import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.document.Bundle;
import dev.cordon.document.BundleHeader;
import dev.cordon.document.BundleRefusedException;
import dev.cordon.document.Edition;
import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.PolicyCodec;
import dev.cordon.document.UnverifiedBundle;
import dev.cordon.policy.Environment;
import dev.cordon.policy.PolicyName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Bundles in a folder, found by policy, environment, sequence and the hash of their content. No signature is looked at:
 * a record names the content that decided, and no other has its hash.
 */
final class BundleFolder implements LogReplay.Policies<CommandException> {

    private static final int DEEPEST = 8;

    private final Map<Key, Path> files = new HashMap<>();

    private record Key(PolicyName policy, Environment environment, long sequence, String hash) {}

    /**
     * The bundles of a folder and of the folders in it.
     *
     * @throws CommandException where it can't be read
     */
    static BundleFolder of(Path folder) throws CommandException {
        if (!Files.isDirectory(folder)) {
            throw CommandException.badInput("`" + folder + "` is no folder: name one that holds bundles");
        }
        BundleFolder bundles = new BundleFolder();
        try (Stream<Path> all = Files.walk(folder, DEEPEST)) {
            List<Path> sorted = all.filter(Files::isRegularFile).sorted().toList();
            for (Path file : sorted) {
                bundles.add(file);
            }
        } catch (IOException e) {
            throw CommandException.couldNot("folder `" + folder + "` can't be read: " + e.getMessage());
        }
        return bundles;
    }

    private BundleFolder() {}

    /** What is no bundle is left out: keys and policies may lie beside. */
    private void add(Path file) throws IOException {
        if (Files.size(file) <= Bundle.LARGEST) {
            try {
                UnverifiedBundle bundle = UnverifiedBundle.read(Files.readAllBytes(file));
                BundleHeader header = bundle.claimedHeader();
                Edition edition = header.edition();
                String hash = PolicyCodec.revision(bundle.claimedContent());
                files.putIfAbsent(new Key(header.policy(), edition.environment(), edition.sequence(), hash), file);
            } catch (BundleRefusedException e) {
                // no bundle
            }
        }
    }

    @Override
    public Optional<CompiledPolicy> find(PolicyRevision revision) throws CommandException {
        Path file = files.get(new Key(revision.policy(), revision.environment(), revision.sequence(), revision.hash()));
        return file == null ? Optional.empty() : Optional.of(read(file, revision.hash()));
    }

    private static CompiledPolicy read(Path file, String hash) throws CommandException {
        try {
            byte[] content = UnverifiedBundle.read(Files.readAllBytes(file)).claimedContent();
            if (PolicyCodec.revision(content).equals(hash)) {
                return CompiledPolicy.of(PolicyCodec.decode(content));
            }
            throw CommandException.couldNot("bundle `" + file + "` changed while it was used");
        } catch (IOException e) {
            throw CommandException.couldNot("bundle `" + file + "` can't be read: " + e.getMessage());
        } catch (BundleRefusedException | InvalidDocumentException e) {
            throw CommandException.badInput("bundle `" + file + "`: " + e.getMessage());
        }
    }
}
