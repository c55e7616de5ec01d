package dev.cordon.cli.serve;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * What the user who runs this may do with files.
 *
 * @param read whether a file, or a folder's list, may be read
 * @param write whether a file may be changed, or a folder may get another one
 * @param enter whether what lies in a folder may be reached
 */
record Access(Predicate<Path> read, Predicate<Path> write, Predicate<Path> enter) {

    /** As the file system says. */
    static Access here() {
        return new Access(Files::isReadable, Files::isWritable, Files::isExecutable);
    }

    /** The folder in which a file lies. */
    static Path folder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file.toAbsolutePath() : folder;
    }
}
