package dev.cordon.cli.serve;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.KeyFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The server's own keys, which are secrets, and the trust anchors of its clients.
 *
 * @param keys their files
 */
record ServerKeysCheck(KeyOptions keys) implements Check {

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        keys.contextKey().ifPresent(file -> findings.add(contextKey(file)));
        keys.nonceKey().ifPresent(file -> findings.add(nonceKey(file)));
        keys.clientAuthorities().ifPresent(file -> findings.add(clients(file)));
        return findings;
    }

    private static Finding contextKey(Path file) {
        String what = "context key";
        try {
            return SecretFile.kept(what, KeyFiles.signingKey(file).toString(), file);
        } catch (CommandException e) {
            return Finding.fail(
                    what,
                    String.valueOf(e.getMessage()),
                    "name a private JWK that the user that serves can read; `cordon keys generate` makes one");
        }
    }

    private static Finding nonceKey(String file) {
        String what = "nonce key";
        try {
            KeyOptions.nonces(file);
            return file.isEmpty()
                    ? Finding.ok(what, "made by each process for itself")
                    : SecretFile.kept(what, "long enough", Path.of(file));
        } catch (CommandException e) {
            return Finding.fail(
                    what,
                    String.valueOf(e.getMessage()),
                    "name a file of 32 random bytes or more that the user that serves can read");
        }
    }

    private static Finding clients(Path file) {
        String what = "client authorities";
        try {
            KeyOptions.clients(file);
            return Finding.ok(what, "`" + file + "` holds certificates of authorities");
        } catch (CommandException e) {
            return Finding.fail(
                    what,
                    String.valueOf(e.getMessage()),
                    "name PEM certificates of authorities that the user that serves can read");
        }
    }
}
