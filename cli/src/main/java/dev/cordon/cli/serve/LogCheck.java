package dev.cordon.cli.serve;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.KeyFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether decisions can be recorded.
 *
 * @param file where; {@code -} for standard output; empty where that was not said
 * @param off whether none is to be recorded
 * @param key the file of the key that signs the log
 * @param access what the user may do
 */
record LogCheck(Optional<String> file, boolean off, Optional<Path> key, Access access) implements Check {

    private static final String WHAT = "log";

    @Override
    public List<Finding> findings() {
        if (off) {
            return List.of(Finding.warn(WHAT, "no decision is recorded", "leave out `--no-log` to keep the log"));
        }
        List<Finding> findings = new ArrayList<>();
        file.map(this::named).ifPresent(findings::add);
        key.map(LogCheck::signing).ifPresent(findings::add);
        return findings;
    }

    private static Finding signing(Path file) {
        String what = "log signing key";
        try {
            return SecretFile.kept(what, KeyFiles.signingKey(file).toString(), file);
        } catch (CommandException e) {
            return Finding.fail(
                    what,
                    String.valueOf(e.getMessage()),
                    "name a private JWK that the user that serves can read; `cordon keys generate` makes one");
        }
    }

    private Finding named(String name) {
        if (name.equals("-")) {
            return Finding.ok(WHAT, "standard output");
        }
        Path path = Path.of(name);
        Path folder = Access.folder(path);
        if (Files.isDirectory(path)) {
            return Finding.fail(WHAT, "`" + path + "` is a folder", "name a file: --log FILE");
        } else if (!Files.isDirectory(folder)) {
            return Finding.fail(WHAT, "folder `" + folder + "` does not exist", "make it, for the user that serves");
        }
        return writable(path, folder);
    }

    /** A rotation renames the file and makes a fresh one: the folder counts also where the file is there. */
    private Finding writable(Path path, Path folder) {
        if (Files.exists(path) && !access.write().test(path)) {
            return Finding.fail(WHAT, "`" + path + "` may not be written by you", "give it to the user that serves");
        } else if (!access.write().test(folder) || !access.enter().test(folder)) {
            String found = "folder `" + folder + "` may not be written by you";
            String advice = "let the user that serves write in it, since files are made there";
            return Files.exists(path) ? Finding.warn(WHAT, found, advice) : Finding.fail(WHAT, found, advice);
        }
        return Finding.ok(WHAT, "`" + path + "` can be written");
    }
}
